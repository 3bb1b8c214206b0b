using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore;

/// <summary>Where accepted messages enter the journey, at Unwrap. Each is handled once, however often it comes.</summary>
/// <remarks>
/// A handling goes on when the sender stops waiting, as services do after seconds: when the message comes again, it waits
/// for that handling or finds its answer.
/// </remarks>
internal sealed class MessageEntrance(
    string endpoint, string system, HandlerRunner runner, RecentMessages recent, MonotonicClock clock, TaskStarter tasks, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _isStopping;

    /// <summary>Handles a message, or waits for it, and returns what its sender is told.</summary>
    /// <param name="id">What tells it from all other messages.</param>
    /// <param name="message">Makes the message, given how many times it was tried.</param>
    /// <param name="cancellationToken">Ends the waiting, not the handling.</param>
    /// <exception cref="RefusedException">The application stops.</exception>
    public Task<EndpointAnswer> EnterAsync(string id, Func<int, ReceivedMessage> message, CancellationToken cancellationToken) =>
        OnceAsync(id, tries => HandleAsync(message(tries)), cancellationToken);

    /// <summary>Does what is to be done once for an id, or waits for it, and returns what the sender is told.</summary>
    /// <exception cref="RefusedException">The application stops.</exception>
    public Task<EndpointAnswer> OnceAsync(string id, Func<int, Task<EndpointAnswer>> work, CancellationToken cancellationToken)
    {
        var (message, isMine) = Claim(id);
        if (isMine)
        {
            tasks.Start(() => RunAsync(message, work));
        }
        else
        {
            WebLog.CameAgain(logger, endpoint, id);
        }

        return message.Answer.WaitAsync(cancellationToken);
    }

    /// <summary>Takes no more messages, and ends what runs: by itself within the grace, and cancelled after it.</summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _isStopping = true;
            if (_running == 0)
            {
                return;
            }
        }

        using var limit = new CancellationTokenSource(grace, clock.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _drained.Task.WaitAsync(both.Token);
        }
        catch (OperationCanceledException)
        {
            runner.CancelAll("The application is stopping and has waited for this handler as long as it may.");
        }
    }

    private (RecentMessage Message, bool IsMine) Claim(string id)
    {
        lock (_lock)
        {
            if (_isStopping)
            {
                throw RefusedException.TryAgain("The application is stopping.");
            }

            var claim = recent.Claim(id, clock.Now);
            _running += claim.IsMine ? 1 : 0;
            return claim;
        }
    }

    private async Task RunAsync(RecentMessage message, Func<int, Task<EndpointAnswer>> work)
    {
        var answer = EndpointAnswer.Failed;
        try
        {
            answer = await work(message.Tries);
        }
        finally
        {
            recent.End(message, answer, clock.Now);
            lock (_lock)
            {
                if (--_running == 0 && _isStopping)
                {
                    _drained.TrySetResult();
                }
            }
        }
    }

    private async Task<EndpointAnswer> HandleAsync(ReceivedMessage message)
    {
        MessagingMetrics.Received(system, endpoint, 1);
        var delivery = new Delivery(message, clock.Now);
        runner.Prepare(delivery);
        var settlement = await runner.RunAsync(delivery);
        var answer = EndpointAnswer.Of(settlement);
        if (settlement.Kind == SettlementKind.DeadLetter)
        {
            WebLog.RefusedForGood(logger, endpoint, message.Id, answer.Status, settlement.Reason);
        }

        return answer;
    }
}
