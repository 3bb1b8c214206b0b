namespace Messaging;

/// <summary>Measures the requests of a destination while somebody listens.</summary>
internal sealed class MeasuredSender(OpenDestination destination, MonotonicClock clock) : IBatchSender
{
    public Task<IReadOnlyList<SendAnswer>> SendAsync(
        IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        MessagingMetrics.MeasuresRequests
            ? MeasureAsync(messages, cancellationToken)
            : destination.Sender.SendAsync(messages, cancellationToken);

    private async Task<IReadOnlyList<SendAnswer>> MeasureAsync(
        IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var start = clock.Now;
        string? error = null;
        try
        {
            return await destination.Sender.SendAsync(messages, cancellationToken);
        }
        catch (Exception exception)
        {
            error = (exception as SendException)?.ErrorType ?? exception.GetType().FullName;
            throw;
        }
        finally
        {
            MessagingMetrics.Requested(destination.System, "send", destination.Name, clock.Now - start, error);
        }
    }
}
