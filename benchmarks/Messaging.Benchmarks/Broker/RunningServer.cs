using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Messaging.Benchmarks;

/// <summary>A server in a process of its own, which ends with this object.</summary>
internal sealed class RunningServer : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(5);

    private readonly Process _process;

    private RunningServer(Process process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    /// <summary>Gets the time from the start of the process to its first answer.</summary>
    public TimeSpan StartedIn { get; private set; }

    /// <summary>Gets the time of the processor that the server has taken so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a server and waits for its first answer; null when it is not on this machine.</summary>
    public static async Task<RunningServer?> StartAsync(ServerKind kind)
    {
        var port = FreePort();
        if (kind.Start(port) is not { } start)
        {
            return null;
        }

        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var from = TimeProvider.System.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        var server = new RunningServer(process, endpoint);
        try
        {
            await server.WaitForAnswerAsync(from);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitForAnswerAsync(long from)
    {
        using var client = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(Endpoint);
                StartedIn = TimeProvider.System.GetElapsedTime(from);
                return;
            }
            catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(from) < LongestStart)
            {
                await Task.Delay(BetweenTries, TimeProvider.System);
            }
        }
    }
}
