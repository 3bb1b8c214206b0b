using System.Buffers;
using Amazon;

namespace Messaging.Aws;

/// <summary>Where a queue is: its name, and what a URL or an ARN says beyond it.</summary>
internal sealed record QueueAddress
{
    private const string Allowed =
        "Allowed are a name (1 to 80 letters, digits, hyphens and underscores; '.fifo' at the end of a FIFO queue's), " +
        "a queue URL and an SQS ARN.";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private QueueAddress(string value, string name)
    {
        Value = value;
        Name = name;
    }

    /// <summary>Gets the address as it was given.</summary>
    public string Value { get; }

    public string Name { get; }

    /// <summary>Gets the URL, where the address is one.</summary>
    public string? Url { get; private init; }

    public string? Region { get; private init; }

    public string? AccountId { get; private init; }

    /// <summary>Gets the ARN, where the address says region and account.</summary>
    public string? QueueArn => Region is { } region && AccountId is { } account
        ? new Arn(Partition ?? RegionEndpoint.GetBySystemName(region).PartitionName, "sqs", region, account, Name).ToString()
        : null;

    private string? Partition { get; init; }

    public bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>Reads a name, a URL or an ARN.</summary>
    /// <exception cref="MessagingConfigurationException">It is none of them.</exception>
    public static QueueAddress Parse(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new MessagingConfigurationException($"The address of a queue is empty. {Allowed} Set one of them.");
        }

        if (Arn.LooksLikeArn(value))
        {
            return ParseArn(value);
        }

        return value.Contains("://", StringComparison.Ordinal)
            ? ParseUrl(value)
            : IsName(value) ? new QueueAddress(value, value) : throw Malformed(value, "is not a valid queue name");
    }

    /// <summary>Reads the ARN of a queue that SQS has, or what stands for it, whatever its region and account are called.</summary>
    /// <exception cref="MessagingConfigurationException">It is no such ARN.</exception>
    public static QueueAddress Known(string? value)
    {
        var arn = Arn.Parse(value);
        return IsName(arn.Resource) ? Of(value!, arn) : throw Malformed(value!, "is not the ARN of an SQS queue");
    }

    public override string ToString() => Value;

    private static QueueAddress ParseArn(string value) =>
        Arn.Defect(value, "sqs") is { } defect ? throw Malformed(value, defect) : Known(value);

    private static QueueAddress Of(string value, Arn arn) => new(value, arn.Resource)
    {
        Partition = arn.Partition,
        Region = NullIfEmpty(arn.Region),
        AccountId = NullIfEmpty(arn.AccountId),
    };

    private static QueueAddress ParseUrl(string value)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw Malformed(value, "is not a queue URL");
        }

        var segments = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0 || !IsName(segments[^1]))
        {
            throw Malformed(value, "is not a queue URL: its path does not end with a queue name");
        }

        var account = segments.Length > 1 && Arn.IsAccount(segments[^2]) ? segments[^2] : null;
        return account is not null || segments.Length == 1 || !url.Host.Contains(".amazonaws.", StringComparison.OrdinalIgnoreCase)
            ? new QueueAddress(value, segments[^1]) { Url = value, Region = RegionOf(url.Host), AccountId = account }
            : throw Malformed(value, $"has the account '{segments[^2]}', and an account is 12 digits, those in front included");
    }

    // sqs.<region>.amazonaws.com, <endpoint>.sqs.<region>.vpce.amazonaws.com, and the legacy <region>.queue.amazonaws.com.
    private static string? RegionOf(string host)
    {
        var labels = host.Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] is "sqs" or "sqs-fips" && i + 2 < labels.Length)
            {
                return labels[i + 1];
            }

            if (labels[i] == "queue" && i + 1 < labels.Length && labels[i + 1] == "amazonaws")
            {
                return i == 0 ? "us-east-1" : labels[i - 1];
            }
        }

        return null;
    }

    private static bool IsName(string name)
    {
        var stem = name.EndsWith(".fifo", StringComparison.Ordinal) ? name.AsSpan(0, name.Length - 5) : name;
        return name.Length <= 80 && stem.Length > 0 && !stem.ContainsAnyExcept(NameCharacters);
    }

    private static string? NullIfEmpty(string value) => value.Length == 0 ? null : value;

    private static MessagingConfigurationException Malformed(string value, string problem) =>
        new($"The queue address '{value}' {problem}. {Allowed} Correct it where the queue is registered or configured.");
}
