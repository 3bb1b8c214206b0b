using System.Diagnostics;

namespace Messaging.Local.Server.Tests;

/// <summary>The server as a process of its own, which ends with this object.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static async Task<ServerProcess> StartAsync(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(BrokerServer).Assembly.Location, "--port", "0", .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync();
        return new ServerProcess(process, new Uri(line!.Split(' ')[2]));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
