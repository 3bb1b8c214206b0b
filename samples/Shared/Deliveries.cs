using System.Collections.Concurrent;
using System.Globalization;
using Messaging;
using Spectre.Console;

namespace Samples;

/// <summary>Notes what every consumer handled, and holds it against what it should have.</summary>
internal sealed class Deliveries(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _handled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _expected = new(StringComparer.Ordinal);

    public void Expect(string consumer, IEnumerable<string> messages) => _expected[consumer] = [.. messages];

    public void Note(string consumer, string message) => Handled(consumer).Enqueue(message);

    public async Task WaitAsync(TimeSpan atMost)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < atMost && _expected.Any(item => item.Value.Except(Handled(item.Key)).Any()))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), time);
        }
    }

    public static void PrintFailures(IEnumerable<PublishOutcome> outcomes)
    {
        foreach (var failed in outcomes.Where(outcome => !outcome.Succeeded))
        {
            Console.WriteLine($"! not published: {failed.Exception!.Message}");
        }
    }

    /// <summary>Prints the table and returns whether every consumer handled its messages and no others, FIFO ones in order.</summary>
    public bool Print()
    {
        var table = new Table().AddColumns("consumer", "handled", "expected", "missing", "not for it", "order");
        var adds = true;
        foreach (var (consumer, expected) in _expected.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            var handled = Handled(consumer).Distinct(StringComparer.Ordinal).ToList();
            var missing = expected.Except(handled).Count();
            var strange = handled.Except(expected).Count();
            var isFifo = consumer.EndsWith(".fifo", StringComparison.Ordinal);
            var isInOrder = !isFifo || ByGroup(handled) == ByGroup(expected);
            adds &= missing == 0 && strange == 0 && isInOrder;
            table.AddRow(
                consumer, Text(handled.Count), Text(expected.Count), Text(missing), Text(strange), isFifo ? isInOrder ? "kept" : "broken" : "-");
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(adds ? "Everything adds up." : "This does not add up.");
        return adds;
    }

    // The part before the slash is the message group.
    private static string ByGroup(IEnumerable<string> messages) => string.Join(
        ' ', messages.GroupBy(message => message.Split('/')[0]).OrderBy(group => group.Key, StringComparer.Ordinal).SelectMany(group => group));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private ConcurrentQueue<string> Handled(string consumer) => _handled.GetOrAdd(consumer, _ => new ConcurrentQueue<string>());
}
