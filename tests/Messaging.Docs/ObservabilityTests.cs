using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Messaging.Docs;

/// <summary>The page about observability names what the library writes, and nothing else.</summary>
public sealed class ObservabilityTests
{
    private static readonly Assembly Library = typeof(IMessagePublisher).Assembly;

    private static readonly string[] Rows = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "observability.md"))
        .Where(line => line.StartsWith('|'))];

    [Fact]
    public void It_has_every_metric_with_its_unit()
    {
        var units = new Dictionary<string, string> { ["s"] = "s", ["{message}"] = "messages", ["{consumer}"] = "consumers" };
        var instruments = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == "Messaging")
            {
                instruments.Add($"| `{instrument.Name}` | {units[instrument.Unit!]} |");
            }
        };
        listener.Start();
        RuntimeHelpers.RunClassConstructor(Library.GetType("Messaging.MessagingMetrics", throwOnError: true)!.TypeHandle);

        Assert.Equal(
            instruments.Order(),
            Rows.Where(row => row.StartsWith("| `messaging.", StringComparison.Ordinal))
                .Select(row => string.Join('|', row.Split('|')[..3]) + "|").Order());
    }

    [Fact]
    public void It_has_every_log_entry_of_consumers()
    {
        var ids = Library.GetType("Messaging.EventIds", throwOnError: true)!.GetFields()
            .Select(field => (int)field.GetRawConstantValue()!);

        Assert.Equal(
            ids.Order(),
            Rows.Where(row => row.StartsWith("| 1", StringComparison.Ordinal))
                .SelectMany(row => row.Split('|')[1].Split(',')).Select(id => int.Parse(id, null)).Order());
    }
}
