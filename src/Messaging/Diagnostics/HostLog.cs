using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>What the start and the stop of an application's messaging log.</summary>
internal static partial class HostLog
{
    [LoggerMessage(EventIds.UnusedSettings, LogLevel.Warning,
        "These settings are of names that the application does not have, and are not applied: {Settings}. Correct the names, unless " +
        "they are those of another application that shares the configuration.")]
    public static partial void UnusedSettings(ILogger logger, string settings);

    [LoggerMessage(EventIds.HostStopsTooEarly, LogLevel.Warning,
        "The host's time to stop is over and handlers still run: what they do not settle comes again. {Setting} gives them {StopGrace}; let " +
        "HostOptions.ShutdownTimeout be longer than that, and what ends the process, too.")]
    public static partial void StoppedTooEarly(ILogger logger, string setting, TimeSpan stopGrace);
}
