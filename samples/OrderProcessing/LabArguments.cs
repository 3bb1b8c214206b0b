using System.Globalization;

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

    public static LabArguments? Parse(string[] args)
    {
        var (aws, endpoint, orders) = (false, (string?)null, 300);
        for (var index = 0; index < args.Length; index++)
        {
            var value = index + 1 < args.Length ? args[index + 1] : null;
            switch (args[index])
            {
                case "--aws":
                    aws = true;
                    break;
                case "--endpoint" when Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https"):
                    endpoint = value;
                    index++;
                    break;
                case "--orders" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out orders)
                                     && orders is >= 50 and <= 10_000:
                    index++;
                    break;
                default:
                    Console.Error.WriteLine($"'{args[index]}' was not understood.");
                    Console.Error.WriteLine(Usage);
                    return null;
            }
        }

        return new LabArguments(aws, endpoint, orders);
    }
}
