using Microsoft.Extensions.Logging;

namespace Messaging.Aws;

/// <summary>What the part that all transports share logs.</summary>
internal static partial class AwsLog
{
    [LoggerMessage(8001, LogLevel.Warning,
        "The policies that the start has written could not be looked at again. If another version of the application has written " +
        "over them meanwhile, the next start mends it.")]
    public static partial void NotLookedAgain(ILogger logger, Exception exception);
}
