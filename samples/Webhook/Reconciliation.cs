using System.Globalization;
using Messaging.Local;
using Spectre.Console;

namespace Webhook;

/// <summary>What became of the messages, each counted where it is.</summary>
internal sealed record Reconciliation
{
    public required int Published { get; init; }

    public required int Handled { get; init; }

    public required int FailedOnce { get; init; }

    public required int HandledTwice { get; init; }

    public required int DeadLettered { get; init; }

    public required int Forged { get; init; }

    public required int ForgedAndRefused { get; init; }

    public required int ForgedAndHandled { get; init; }

    public required int Lost { get; init; }

    public static Reconciliation Of(LocalBroker broker, Lab lab)
    {
        var dead = broker.Peek(Lab.DeadLetterQueue).Count;
        return new Reconciliation
        {
            Published = lab.Published,
            Handled = lab.Book.Shipped,
            FailedOnce = lab.Book.Failures,
            HandledTwice = lab.Book.Repeated,
            DeadLettered = dead,
            Forged = lab.Forged,
            ForgedAndRefused = lab.Refused,
            ForgedAndHandled = lab.Book.KnowsForged ? 1 : 0,
            Lost = lab.Published - lab.Book.Shipped - dead,
        };
    }

    /// <summary>Prints the table and returns whether it says what it must.</summary>
    public bool Print(Reconciliation expected)
    {
        var table = new Table().AddColumns("", "counted", "expected");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        Row("published", Published, expected.Published);
        Row("handled", Handled, expected.Handled);
        Row("  of them failed once", FailedOnce, expected.FailedOnce);
        Row("  of them handled twice", HandledTwice, expected.HandledTwice);
        Row("dead-lettered", DeadLettered, expected.DeadLettered);
        Row("lost", Lost, expected.Lost);
        Row("forged", Forged, expected.Forged);
        Row("  of them refused", ForgedAndRefused, expected.ForgedAndRefused);
        Row("  of them handled", ForgedAndHandled, expected.ForgedAndHandled);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(this == expected ? "Everything adds up." : "This does not add up.");
        return this == expected;

        void Row(string what, int counted, int due) => table.AddRow(
            what, counted.ToString(CultureInfo.InvariantCulture), due.ToString(CultureInfo.InvariantCulture));
    }
}
