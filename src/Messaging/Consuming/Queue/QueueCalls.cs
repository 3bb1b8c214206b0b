using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>Makes the settling calls of a consumer. A request that fails as a whole has failed for each of its entries, for now.</summary>
internal sealed class QueueCalls(string consumer, IQueueChannel channel, ILogger logger)
{
    // A settlement heeds no stopping token, and yet must not hang for ever.
    private static readonly EntryFailure RequestFailed = new(EntryFailureKind.Transient, "RequestFailed", "The request failed.");

    private const int Failing = 1;
    private const int Gone = 2;
    private const int Deletes = 1;
    private const int Changes = 2;

    private readonly FailureRow _receives = new();
    private readonly FailureRow _deletes = new();
    private readonly FailureRow _changes = new();
    private int _receiving;
    private int _failingRequests;

    /// <summary>Gets why handling is taken to fail altogether, as a sentence.</summary>
    public string BrokenReason { get; private set; } = string.Empty;

    /// <summary>Takes a receive that was answered: the first after failures says that they are over.</summary>
    public void Received()
    {
        _receives.End();
        switch (Volatile.Read(ref _receiving) == 0 ? 0 : Interlocked.Exchange(ref _receiving, 0))
        {
            case Failing: ConsumerLog.ReceivesAgain(logger, consumer, channel.Facts.QueueName); break;
            case Gone: ConsumerLog.QueueBack(logger, consumer, channel.Facts.QueueName); break;
            default: break;
        }
    }

    /// <summary>Says that a receive failed, and makes a deleted queue again where that is wanted.</summary>
    public async Task ReceiveFailedAsync(Exception exception, ReceiveFailure failure, CancellationToken cancellationToken)
    {
        var told = _receives.Failed();
        if (failure != ReceiveFailure.NoQueue)
        {
            Interlocked.CompareExchange(ref _receiving, Failing, 0);
            Tell(told, exception);
            return;
        }

        var isNew = Interlocked.Exchange(ref _receiving, Gone) != Gone;
        if (isNew || told is not null)
        {
            ConsumerLog.QueueGone(logger, consumer, channel.Facts.QueueName);
        }

        try
        {
            await channel.RestoreAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The consumer stops.
        }
        catch (Exception again)
        {
            Tell(told, again);
        }
    }

    public async Task<IReadOnlyList<EntryFailure?>> DeleteAsync(ConsumerEffect.Delete delete)
    {
        try
        {
            return Answered(Deletes, await channel.DeleteAsync(delete.ReceiptHandles, CancellationToken.None));
        }
        catch (Exception exception)
        {
            return AllFailed(Deletes, delete.Deliveries.Count, exception);
        }
    }

    public async Task<IReadOnlyList<EntryFailure?>> ChangeVisibilityAsync(ConsumerEffect.ChangeVisibility change)
    {
        try
        {
            var entries = change.Entries.Select((entry, index) =>
                new VisibilityChange(change.ReceiptHandles[index], entry.Visibility)).ToArray();
            return Answered(Changes, await channel.ChangeVisibilityAsync(entries, CancellationToken.None));
        }
        catch (Exception exception)
        {
            return AllFailed(Changes, change.Entries.Count, exception);
        }
    }

    /// <summary>Copies a message to the dead-letter queue and returns whether the copy was accepted.</summary>
    public async Task<bool> MoveAsync(ConsumerEffect.Move move)
    {
        try
        {
            await channel.CopyToDeadLetterQueueAsync(move.Delivery.Message, move.Reason, CancellationToken.None);
            return true;
        }
        catch (Exception exception)
        {
            ConsumerLog.MoveFailed(logger, IdOf(move.Delivery), consumer, channel.Facts.DeadLetterQueue, exception);
            return false;
        }
    }

    public void Report(ConsumerEffect.Report report)
    {
        var id = IdOf(report.Delivery);
        switch (report.What)
        {
            case ConsumerReport.HoldLost:
                MessagingMetrics.HoldLost(consumer, channel.Facts.QueueName);
                ConsumerLog.HoldLost(logger, id, consumer, report.Detail);
                break;
            case ConsumerReport.LapsedUnstarted:
                MessagingMetrics.HoldLost(consumer, channel.Facts.QueueName);
                ConsumerLog.LapsedUnstarted(logger, id, consumer);
                break;
            case ConsumerReport.NewerReceiptAdopted: ConsumerLog.NewerReceiptAdopted(logger, id, consumer); break;
            case ConsumerReport.DeadLettered:
                MessagingMetrics.DeadLettered(consumer, channel.Facts.QueueName);
                ConsumerLog.DeadLettered(logger, id, consumer, channel.Facts.DeadLetterQueue, report.Detail);
                break;
            case ConsumerReport.NoDeadLetterQueue: ConsumerLog.NoDeadLetterQueue(logger, id, consumer, report.Detail); break;
            case ConsumerReport.DeleteGivenUp: ConsumerLog.DeleteGivenUp(logger, id, consumer, report.Detail); break;
            case ConsumerReport.HandledBefore: ConsumerLog.HandledBefore(logger, id, consumer); break;
            case ConsumerReport.GroupGivenBack: ConsumerLog.GroupGivenBack(logger, id, consumer); break;
            case ConsumerReport.CircuitOpened:
                BrokenReason = $"Every message fails, the last with {report.Detail}.";
                ConsumerLog.CircuitOpened(logger, consumer, report.Detail);
                break;
            case ConsumerReport.CircuitClosed: ConsumerLog.CircuitClosed(logger, consumer); break;
            default: break;
        }
    }

    /// <summary>Returns the id that handlers see, which the publisher gave; what was not read has the queue's only.</summary>
    private static string IdOf(Delivery delivery) =>
        (delivery.Shell as HandlerRun)?.Context.Handling?.MessageId ?? delivery.Message.Id;

    /// <summary>Takes a request that was answered: when all kinds that failed are answered again, that is said.</summary>
    private IReadOnlyList<EntryFailure?> Answered(int kind, IReadOnlyList<EntryFailure?> failures)
    {
        RowOf(kind).End();
        if ((Volatile.Read(ref _failingRequests) & kind) != 0 && Interlocked.And(ref _failingRequests, ~kind) == kind)
        {
            ConsumerLog.SettlesAgain(logger, consumer, channel.Facts.QueueName);
        }

        return failures;
    }

    // One kind may fail for hours while the other succeeds, as where a permission is missing.
    private FailureRow RowOf(int kind) => kind == Deletes ? _deletes : _changes;

    private void Tell(int? failures, Exception exception)
    {
        if (failures is { } count)
        {
            ConsumerLog.ReceiveFailed(logger, consumer, channel.Facts.QueueName, count, exception);
        }
    }

    private EntryFailure?[] AllFailed(int kind, int count, Exception exception)
    {
        Interlocked.Or(ref _failingRequests, kind);
        if (RowOf(kind).Failed() is { } inARow)
        {
            ConsumerLog.SettleRequestFailed(logger, consumer, count, channel.Facts.QueueName, inARow, exception);
        }

        var failures = new EntryFailure?[count];
        Array.Fill(failures, RequestFailed);
        return failures;
    }
}
