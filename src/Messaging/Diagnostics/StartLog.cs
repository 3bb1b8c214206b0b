using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>What the start of an application's messaging logs.</summary>
internal static partial class StartLog
{
    [LoggerMessage(EventIds.UnusedSettings, LogLevel.Warning,
        "These settings are of names that the application does not have, and are not applied: {Settings}. Correct the names, unless " +
        "they are those of another application that shares the configuration.")]
    public static partial void UnusedSettings(ILogger logger, string settings);

    [LoggerMessage(EventIds.HostStopsTooEarly, LogLevel.Warning,
        "The host gives the application {ShutdownTimeout} to stop, and {Setting} ({StopGrace}) lets handlers run on for as long or longer: they would " +
        "be cut off unsettled, and their messages come again. Set HostOptions.ShutdownTimeout to {Needed} or more, or lower {SameSetting}.")]
    public static partial void HostStopsTooEarly(
        ILogger logger, TimeSpan shutdownTimeout, string setting, TimeSpan stopGrace, TimeSpan needed, string sameSetting);
}
