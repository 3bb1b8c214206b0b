using System.Diagnostics;

namespace Messaging.Local.Server.Tests;

public sealed class ProcessTests
{
    // Ctrl+C goes the same way, and is not tried here: a process that was started in the background may have to ignore it.
    [Fact]
    public async Task It_prints_one_line_when_it_listens_and_ends_with_0_when_it_is_told_to()
    {
        using var process = Start("--port", "0");
        var line = await process.StandardOutput.ReadLineAsync();
        Assert.Matches("^Listening on http://127\\.0\\.0\\.1:[0-9]+/ ", line);
        using var http = new HttpClient();
        Assert.Contains("ready", await http.GetStringAsync(new Uri(new Uri(line!.Split(' ')[2]), "health")), StringComparison.Ordinal);

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Empty(await process.StandardOutput.ReadToEndAsync());
    }

    [Fact]
    public async Task A_wrong_argument_ends_with_2_and_says_why()
    {
        using var process = Start("--port", "many");
        await process.WaitForExitAsync();

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("--port takes a number", await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_with_1_and_says_so()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        using var process = Start("--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        var said = await process.StandardError.ReadToEndAsync();
        Assert.Contains("Try --port 0.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(BrokerServer).Assembly.Location, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
