namespace EventRouting;

/// <summary>What was asked for on the command line.</summary>
internal sealed record SampleArguments(bool Aws, string? Endpoint, bool QueuesOnly = false)
{
    private const string Usage = """
        Usage: EventRouting [--aws | --endpoint URL]
               EventRouting topology export --format mermaid|cloudformation|terraform|iam
          (nothing)        runs on the embedded broker: no account, no container, no network
          --aws            runs on AWS, with the credentials and region that AWS clients find
          --endpoint URL   runs on a server that speaks like AWS
          --queues-only    leaves the topic out, behind --endpoint URL, for servers whose rules cannot deliver to topics
        """;

    public static SampleArguments? Parse(string[] args)
    {
        switch (args)
        {
            case [] or ["topology", ..]:
                return new SampleArguments(Aws: false, Endpoint: null);
            case ["--aws"]:
                return new SampleArguments(Aws: true, Endpoint: null);
            case ["--endpoint", var value] when Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https"):
                return new SampleArguments(Aws: false, value);
            case ["--endpoint", var value, "--queues-only"] when Uri.IsWellFormedUriString(value, UriKind.Absolute):
                return new SampleArguments(Aws: false, value, QueuesOnly: true);
            default:
                Console.Error.WriteLine($"'{string.Join(' ', args)}' was not understood.");
                Console.Error.WriteLine(Usage);
                return null;
        }
    }
}
