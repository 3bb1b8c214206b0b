using System.Globalization;
using System.Net;

namespace Messaging.Local.Server;

/// <summary>What the command line asks for.</summary>
internal sealed class ServerArguments
{
    public const string Help = """
        The embedded broker of Messaging as a server: Amazon SQS, SNS and EventBridge in memory.

        messaging-local [--port 4566] [--host 127.0.0.1] [--account 000000000000] [--region us-east-1]
                        [--seed N] [--exact] [--any-policy]

          --port        the port; 0 takes a free one. The default is 4566.
          --host        the address to listen on. The default is 127.0.0.1: this machine only.
                        There is no authentication: whoever reaches another address can do everything.
          --account     the account in addresses and ARNs. The default is 000000000000.
          --region      the region of requests that are not signed. The default is us-east-1.
          --seed        what all chance is drawn from. The default is another one each time.
          --exact       no reordering, no repeated deliveries, no lost receives.
          --any-policy  topics and rules reach queues whose policy does not let them.
          --help        this text.
          --version     the version.
        """;

    public int Port { get; private set; } = 4566;

    public IPAddress Host { get; private set; } = IPAddress.Loopback;

    public bool WantsHelp { get; private set; }

    public bool WantsVersion { get; private set; }

    public LocalBrokerOptions Broker { get; } = new();

    /// <exception cref="FormatException">An argument is unknown or has no sense.</exception>
    public static ServerArguments Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new ServerArguments();
        for (var at = 0; at < arguments.Count; at++)
        {
            var name = arguments[at];
            string? attached = null;
            var equals = name.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                attached = name[(equals + 1)..];
                name = name[..equals];
            }

            parsed.Take(name, () => attached
                ?? (++at < arguments.Count ? arguments[at] : throw new FormatException($"{name} needs a value.")));
        }

        return parsed;
    }

    private void Take(string name, Func<string> value)
    {
        switch (name)
        {
            case "--port":
                Port = Number(name, value(), 65_535);
                break;
            case "--host":
                Host = Address(value());
                break;
            case "--account":
                Broker.AccountId = Account(value());
                break;
            case "--region":
                Broker.Region = Region(value());
                break;
            case "--seed":
                Broker.Seed = Number(name, value(), int.MaxValue);
                break;
            case "--exact":
                Broker.BeExact();
                break;
            case "--any-policy":
                Broker.EnforceQueuePolicies = false;
                break;
            case "--help" or "-h":
                WantsHelp = true;
                break;
            case "--version":
                WantsVersion = true;
                break;
            default:
                throw new FormatException($"'{name}' is not an option.");
        }
    }

    private static int Number(string name, string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new FormatException($"{name} takes a number from 0 to {most}, not '{text}'.");

    private static IPAddress Address(string text) =>
        text == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address) ? address
        : throw new FormatException($"--host takes an IP address, not '{text}'.");

    private static string Region(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? text
            : throw new FormatException($"--region takes a region such as eu-west-1, not '{text}'.");

    private static string Account(string text) =>
        text.Length == 12 && text.All(char.IsAsciiDigit)
            ? text
            : throw new FormatException($"--account takes twelve digits, not '{text}'.");
}
