using System.Globalization;

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

    public static LabArguments? Parse(string[] args)
    {
        var (serve, url, orders) = (false, "http://127.0.0.1:0", 200);
        for (var index = 0; index < args.Length; index++)
        {
            var value = index + 1 < args.Length ? args[index + 1] : null;
            switch (args[index])
            {
                case "--serve":
                    serve = true;
                    break;
                case "--url" when Uri.TryCreate(value, UriKind.Absolute, out var parsed) && parsed.Scheme == "http":
                    url = value!;
                    index++;
                    break;
                case "--orders" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out orders)
                                     && orders is >= 10 and <= 10_000:
                    index++;
                    break;
                default:
                    Console.Error.WriteLine($"'{args[index]}' was not understood.");
                    Console.Error.WriteLine(Usage);
                    return null;
            }
        }

        return new LabArguments(serve, url, orders);
    }
}
