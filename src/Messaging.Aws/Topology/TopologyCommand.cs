using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Aws;

/// <summary>Lets an application write its own topology: <c>dotnet run -- topology export --format mermaid</c>.</summary>
public static class TopologyCommand
{
    private const string Usage = """
        Usage: topology export --format mermaid|cloudformation|terraform|iam
                               [--partition aws] [--region REGION] [--account ACCOUNT]
        """;

    /// <summary>Answers the command line, where it begins with <c>topology</c>. Nothing is created, read or started.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="services">The services of the application, such as those of a host that was built and not started.</param>
    /// <param name="output">Where the document goes.</param>
    /// <returns>The exit code, 0 or 2; null where the command line is about something else.</returns>
    /// <exception cref="MessagingConfigurationException">The topology cannot be as the code says.</exception>
    public static int? TryRun(IReadOnlyList<string> args, IServiceProvider services, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(output);
        if (args.Count == 0 || args[0] != "topology")
        {
            return null;
        }

        if (args.Count < 2 || args[1] != "export" || !TryParse(args, out var format, out var options))
        {
            output.WriteLine($"'{string.Join(' ', args)}' was not understood.");
            output.WriteLine(Usage);
            return 2;
        }

        output.Write(services.GetRequiredService<Topology>().Export(format, options).TrimEnd('\n') + "\n");
        return 0;
    }

    private static bool TryParse(IReadOnlyList<string> args, out TopologyFormat format, out TopologyExportOptions options)
    {
        format = TopologyFormat.Mermaid;
        options = new TopologyExportOptions();
        for (var index = 2; index < args.Count; index += 2)
        {
            if (index + 1 >= args.Count)
            {
                return false;
            }

            var value = args[index + 1];
            switch (args[index])
            {
                case "--format" when Enum.TryParse(value, ignoreCase: true, out format) && Enum.IsDefined(format):
                    break;
                case "--partition":
                    options = options with { Partition = value };
                    break;
                case "--region":
                    options = options with { Region = value };
                    break;
                case "--account":
                    options = options with { AccountId = value };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
