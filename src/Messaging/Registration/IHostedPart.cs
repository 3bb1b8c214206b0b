namespace Messaging;

/// <summary>A part of the application that runs with the host: provisioning, consumers, publishers.</summary>
/// <remarks>
/// All parts prepare before any hosted service starts; they run when every hosted service has started; they stop together,
/// before any hosted service stops, and are closed when every hosted service has stopped.
/// </remarks>
internal interface IHostedPart
{
    /// <summary>Gets how long stopping lets work run on before it cancels it, with the setting that says so; null where nothing says so.</summary>
    (string Setting, TimeSpan Time)? StopGrace => null;

    /// <summary>Checks and creates what the part needs. A failure ends the start of the application.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Stops taking new work and ends the work under way, until the token says that time is up.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
