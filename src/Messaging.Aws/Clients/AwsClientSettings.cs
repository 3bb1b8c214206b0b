using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>The client options of one name over those of the application. Equal ones share their clients.</summary>
internal sealed record AwsClientSettings
{
    public string? Region { get; init; }

    public string? ServiceUrl { get; init; }

    public string? Profile { get; init; }

    public string? RoleArn { get; init; }

    public string? ExternalId { get; init; }

    public string? SessionName { get; init; }

    public bool? UseFips { get; init; }

    public bool? UseDualStack { get; init; }

    public RequestRetryMode? RetryMode { get; init; }

    public int? MaxErrorRetry { get; init; }

    public static AwsClientSettings Of(AwsClientOptions own) => Merge(own, own);

    /// <summary>Takes each member from the first options that set it. An empty text is set, to nothing.</summary>
    public static AwsClientSettings Merge(AwsClientOptions own, AwsClientOptions common) => new()
    {
        Region = NullIfEmpty(own.Region ?? common.Region),
        ServiceUrl = NullIfEmpty(own.ServiceUrl ?? common.ServiceUrl),
        Profile = NullIfEmpty(own.Profile ?? common.Profile),
        RoleArn = NullIfEmpty(own.RoleArn ?? common.RoleArn),
        ExternalId = NullIfEmpty(own.ExternalId ?? common.ExternalId),
        SessionName = NullIfEmpty(own.SessionName ?? common.SessionName),
        UseFips = own.UseFips ?? common.UseFips,
        UseDualStack = own.UseDualStack ?? common.UseDualStack,
        RetryMode = own.RetryMode ?? common.RetryMode,
        MaxErrorRetry = own.MaxErrorRetry ?? common.MaxErrorRetry,
    };

    private static string? NullIfEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
