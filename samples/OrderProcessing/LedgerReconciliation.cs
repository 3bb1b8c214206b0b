using Messaging.Local;

namespace OrderProcessing;

/// <summary>Counts in the broker's ledger, which knows of each message what happened to it.</summary>
internal static class LedgerReconciliation
{
    public static Reconciliation Reconcile(LocalBroker broker)
    {
        var sent = (int)broker.Ledger.Count(Lab.Queue, LedgerEvent.Sent);
        var copied = (int)broker.Ledger.Count(Lab.DeadLetterQueue, LedgerEvent.Sent);
        var histories = broker.Ledger.OfQueue(Lab.Queue).GroupBy(entry => entry.MessageId).ToList();
        var deleted = histories.Where(history => history.Any(entry => entry.Event == LedgerEvent.Deleted)).ToList();
        var redriven = histories.Where(history => history.Any(entry => entry.Event == LedgerEvent.DeadLettered)).ToList();
        var handled = deleted.Count - copied;
        var dead = broker.Peek(Lab.DeadLetterQueue).Count;
        var left = broker.FindQueue(Lab.Queue)?.Total ?? 0;
        return new Reconciliation
        {
            Published = sent,
            Handled = handled,
            Retried = deleted.Count(history => history.Count(entry => entry.Event == LedgerEvent.Received) > 1),
            DeadLettered = dead,
            NotAfterThreeReceives = redriven.Count(history => history.Count(entry => entry.Event == LedgerEvent.Received) != 3),
            Lost = sent - handled - dead - left,
        };
    }
}
