using Samples;

namespace OrderProcessing;

/// <summary>What was asked for on the command line.</summary>
internal sealed record LabArguments(bool Aws, string? Endpoint, int Orders)
{
    private const string Usage = """
        Usage: OrderProcessing [--aws | --endpoint URL] [--orders N]
          (nothing)        runs on the embedded broker: no account, no container, no network
          --aws            runs on Amazon SQS, with the credentials and region that AWS clients find
          --endpoint URL   runs on an SQS-compatible server
          --orders N       publishes N orders, 50 to 10000 (300)
        """;

    public static LabArguments Parse(string[] args)
    {
        var line = new CommandLine(args, Usage);
        return line.Understood(new LabArguments(line.Has("--aws"), line.Url("--endpoint"), line.Number("--orders", 50, 10_000, otherwise: 300)));
    }
}
