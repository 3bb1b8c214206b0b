using System.Globalization;
using Spectre.Console;

namespace OrderProcessing;

/// <summary>What became of the messages, each counted where it is.</summary>
internal sealed record Reconciliation
{
    public required int Published { get; init; }

    public required int Handled { get; init; }

    public required int Retried { get; init; }

    public required int DeadLettered { get; init; }

    public required int Lost { get; init; }

    /// <summary>Gets how many messages SQS itself dead-lettered after another number of receives than three; null where nobody counts.</summary>
    public int? NotAfterThreeReceives { get; init; }

    /// <summary>Prints the table and returns whether it says what it must.</summary>
    public bool Print(Reconciliation expected)
    {
        var table = new Table().AddColumns("", "counted", "expected");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        Row("published", Published, expected.Published);
        Row("handled", Handled, expected.Handled);
        Row("  of them retried", Retried, expected.Retried, " or more");
        Row("dead-lettered", DeadLettered, expected.DeadLettered);
        if (NotAfterThreeReceives is { } wrong)
        {
            Row("  not after 3 receives", wrong, 0);
        }

        Row("lost", Lost, expected.Lost);
        AnsiConsole.Write(table);

        // A retry more than planned is the at-least-once of a standard queue, not a fault.
        var adds = this with { Retried = expected.Retried, NotAfterThreeReceives = null } == expected
            && Retried >= expected.Retried && NotAfterThreeReceives is (null or 0);
        AnsiConsole.WriteLine(adds ? "Everything adds up." : "This does not add up.");
        return adds;

        void Row(string what, int counted, int due, string more = "") => table.AddRow(
            what, counted.ToString(CultureInfo.InvariantCulture), due.ToString(CultureInfo.InvariantCulture) + more);
    }
}
