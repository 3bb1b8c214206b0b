using System.Globalization;
using System.Text;
using Messaging.Local;

namespace Messaging.Testing;

/// <summary>Says what is still there, for the texts of exceptions.</summary>
internal static class HarnessReport
{
    public static string Describe(LocalBroker broker, AttemptRecorder attempts, VirtualTimeProvider time)
    {
        var text = new StringBuilder();
        var now = time.GetUtcNow();
        Line(text, $"The clock shows {now:u}; the next timer rings in {(time.NextDue is { } due ? due - now : "(none is set)")}.");
        foreach (var queue in broker.ListQueues())
        {
            Line(text, $"Queue '{queue.Name}': {queue.Visible} visible, {queue.InFlight} in flight, {queue.Delayed} delayed.");
        }

        foreach (var attempt in attempts.Running)
        {
            var waits = time.IsAwaitedBy(attempt.Context) ? " It has set a timer: AdvanceAsync may let it go on." : string.Empty;
            Line(text, $"Running: {Name(attempt)}.{waits}");
        }

        foreach (var attempt in attempts.Ended.TakeLast(10))
        {
            Line(text, $"{(attempt.Succeeded ? "Handled" : "Not done")}: {Name(attempt)}{Why(attempt)}");
        }

        return text.ToString().TrimEnd();
    }

    private static string Name(HandledAttempt attempt) => string.Create(
        CultureInfo.InvariantCulture,
        $"{attempt.Message.GetType().Name} {attempt.Context.MessageId} by '{attempt.Context.ConsumerName}', delivery {attempt.Context.DeliveryCount}");

    private static string Why(HandledAttempt attempt) =>
        attempt.Exception is { } exception ? $": {exception.GetType().Name}: {exception.Message}"
        : attempt.Succeeded ? "."
        : $": {attempt.Context.Outcome}.";

    private static void Line(StringBuilder text, FormattableString line) =>
        text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
