using Samples;

namespace Webhook;

/// <summary>What was asked for on the command line.</summary>
internal sealed record LabArguments(bool Serve, string Url, int Orders)
{
    private const string Usage = """
        Usage: Webhook [--serve] [--url URL] [--orders N]
          (nothing)    subscribes itself to a topic of the embedded broker, publishes, checks, and ends
          --serve      goes on after that, until Ctrl+C
          --url URL    listens there, such as http://127.0.0.1:5080 (a free port of loopback)
          --orders N   publishes N orders, 10 to 10000 (200)
        """;

    public static LabArguments Parse(string[] args)
    {
        var line = new CommandLine(args, Usage);
        return line.Understood(new LabArguments(
            line.Has("--serve"), line.Url("--url") ?? "http://127.0.0.1:0", line.Number("--orders", 10, 10_000, otherwise: 200)));
    }
}
