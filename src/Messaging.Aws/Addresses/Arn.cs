using System.Diagnostics.CodeAnalysis;

namespace Messaging.Aws;

/// <summary>An Amazon Resource Name of any partition: <c>arn:partition:service:region:account:resource</c>.</summary>
internal sealed record Arn(string Partition, string Service, string Region, string AccountId, string Resource)
{
    public static bool LooksLikeArn(string? value) => value?.StartsWith("arn:", StringComparison.OrdinalIgnoreCase) == true;

    public static bool TryParse(string? value, [NotNullWhen(true)] out Arn? arn)
    {
        arn = null;
        if (value is null || !value.StartsWith("arn:", StringComparison.Ordinal))
        {
            return false;
        }

        var parts = value.Split(':', 6);
        if (parts.Length < 6 || parts[1].Length == 0 || parts[2].Length == 0 || parts[5].Length == 0
            || value.AsSpan().ContainsAny(" \t\r\n"))
        {
            return false;
        }

        arn = new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
        return true;
    }

    public static Arn Parse(string? value) => TryParse(value, out var arn)
        ? arn
        : throw new MessagingConfigurationException(
            $"'{value}' is not an ARN. An ARN has six parts, 'arn:partition:service:region:account:resource'. " +
            "Copy it from the AWS console, or use the resource's name.");

    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{AccountId}:{Resource}";
}
