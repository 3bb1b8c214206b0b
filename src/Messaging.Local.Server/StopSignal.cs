using System.Runtime.InteropServices;

namespace Messaging.Local.Server;

/// <summary>Waits until the process is told to end, by Ctrl+C or by whoever started it.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public StopSignal()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Tell);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Tell);
    }

    public Task Told => _told.Task;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Tell(PosixSignalContext context)
    {
        context.Cancel = true;
        _told.TrySetResult();
    }
}
