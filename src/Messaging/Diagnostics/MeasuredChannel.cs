namespace Messaging;

/// <summary>Measures the requests of a queue while somebody listens, and counts what it delivers.</summary>
internal sealed class MeasuredChannel(IQueueChannel inner, string system, MonotonicClock clock) : IQueueChannel
{
    public QueueFacts Facts => inner.Facts;

    public string? CodeOf(Exception exception) => inner.CodeOf(exception);

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(ReceiveCall call, CancellationToken cancellationToken) =>
        MessagingMetrics.MeasuresRequests ? MeasureReceiveAsync(call, cancellationToken) : inner.ReceiveAsync(call, cancellationToken);

    public Task<IReadOnlyList<EntryFailure?>> DeleteAsync(
        IReadOnlyList<string> receiptHandles, CancellationToken cancellationToken) =>
        MeasureAsync("delete", inner.DeleteAsync(receiptHandles, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<EntryFailure?>> ChangeVisibilityAsync(
        IReadOnlyList<VisibilityChange> changes, CancellationToken cancellationToken) =>
        MeasureAsync("change_visibility", inner.ChangeVisibilityAsync(changes, cancellationToken), cancellationToken);

    public Task CopyToDeadLetterQueueAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) =>
        MeasureAsync("dead_letter", CopyAsync(message, reason, cancellationToken), cancellationToken);

    public Task RestoreAsync(CancellationToken cancellationToken) => inner.RestoreAsync(cancellationToken);

    private async Task<IReadOnlyList<ReceivedMessage>> MeasureReceiveAsync(ReceiveCall call, CancellationToken cancellationToken)
    {
        var messages = await MeasureAsync("receive", inner.ReceiveAsync(call, cancellationToken), cancellationToken);
        if (messages.Count > 0)
        {
            MessagingMetrics.Received(system, Facts.QueueName, messages.Count);
        }

        return messages;
    }

    private async Task<bool> CopyAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken)
    {
        await inner.CopyToDeadLetterQueueAsync(message, reason, cancellationToken);
        return true;
    }

    private Task<TAnswer> MeasureAsync<TAnswer>(string operation, Task<TAnswer> request, CancellationToken cancellationToken) =>
        MessagingMetrics.MeasuresRequests ? AwaitAsync(operation, request, cancellationToken) : request;

    private async Task<TAnswer> AwaitAsync<TAnswer>(string operation, Task<TAnswer> request, CancellationToken cancellationToken)
    {
        var start = clock.Now;
        string? error = null;
        try
        {
            return await request;
        }
        catch (Exception exception)
        {
            // A receive that ends because the consumer stops has not failed.
            error = cancellationToken.IsCancellationRequested ? null : ErrorOf(exception);
            throw;
        }
        finally
        {
            MessagingMetrics.Requested(system, operation, Facts.QueueName, clock.Now - start, error);
        }
    }

    private string ErrorOf(Exception exception)
    {
        // The channel's own exception says less than what it was made of.
        var cause = (exception as ReceiveException)?.InnerException ?? exception;
        return inner.CodeOf(cause) ?? cause.GetType().FullName!;
    }
}
