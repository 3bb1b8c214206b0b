using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>What the start of an application's messaging logs.</summary>
internal static partial class StartLog
{
    [LoggerMessage(EventIds.UnusedSettings, LogLevel.Warning,
        "These settings are of names that the application does not have, and are not applied: {Settings}. Correct the names, unless " +
        "they are those of another application that shares the configuration.")]
    public static partial void UnusedSettings(ILogger logger, string settings);
}
