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

    /// <summary>Says what is wrong with an ARN that somebody has written; null for nothing.</summary>
    /// <param name="value">The ARN.</param>
    /// <param name="service">The service that it must be of.</param>
    /// <param name="isGlobal">Whether the service's resources have no region.</param>
    public static string? Defect(string value, string service, bool isGlobal = false)
    {
        if (!TryParse(value, out var arn))
        {
            return "is not an ARN, which has six parts: 'arn:partition:service:region:account:resource'";
        }

        if (arn.Service != service)
        {
            return $"is an ARN of the service '{arn.Service}', and one of '{service}' is needed";
        }

        if (isGlobal ? arn.Region.Length > 0 : !IsRegion(arn.Region))
        {
            return $"has the region '{arn.Region}', and {(isGlobal ? "such an ARN has none" : "regions are called as 'eu-central-1' is")}";
        }

        return IsAccount(arn.AccountId) ? null : $"has the account '{arn.AccountId}', and an account is 12 digits, those in front included";
    }

    /// <summary>Refuses an ARN that cannot be meant.</summary>
    /// <exception cref="MessagingConfigurationException">It is of another service, or no region or account is called so.</exception>
    public static void CheckGiven(string value, string service, string what, bool isGlobal = false)
    {
        if (Defect(value, service, isGlobal) is { } defect)
        {
            throw new MessagingConfigurationException($"{what} '{value}' {defect}. Copy the ARN from the AWS console.");
        }
    }

    public static bool IsAccount(string text) => text.Length == 12 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    // Emulators have regions of one word; an availability zone, such as eu-central-1a, is no region.
    private static bool IsRegion(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-')
        && (!text.Contains('-', StringComparison.Ordinal) || char.IsAsciiDigit(text[^1]));

    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{AccountId}:{Resource}";
}
