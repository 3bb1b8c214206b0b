namespace Messaging;

/// <summary>What follows a failed attempt: another try here or later, the dead-letter queue, or waiting for better times.</summary>
internal sealed class FailureRules(
    ConsumerOptions options, QueueFacts facts, LaneMachine lanes, GroupReturns returns, CircuitMachine circuit, Random random)
{
    /// <summary>Gets how many copies are on the way to the dead-letter queue.</summary>
    public int Moving { get; private set; }

    public bool IsStopping { get; set; }

    public bool IsPaused { get; set; }

    public void Failed(
        Delivery delivery, TimeSpan? delay, bool moveFailed, TimeSpan now, List<ConsumerEffect> effects)
    {
        if (delay is null && !moveFailed && !IsStopping && !IsPaused && delivery.Lane is not { IsClosed: true }
            && circuit.MayPark(delivery, lanes.Parked, now))
        {
            lanes.Park(delivery);
            return;
        }

        var isLast = lanes.IsLastAttempt(delivery);
        var wait = delay ?? RetryDelays.After(delivery.DeliveryCount, options.RetryDelay, options.MaxRetryDelay, random);

        // At once the queue sets it aside. Where it did not, its policy is another by now, and the message would come without a pause.
        var hidden = isLast && delivery.Message.ReceiveCount <= facts.MaxReceives ? TimeSpan.Zero : wait;
        if (delivery.Lane is not { IsClosed: false } lane)
        {
            returns.Return(delivery, hidden, now);
            return;
        }

        if (MoveReason(delivery, delay, isLast) is { } reason && !moveFailed)
        {
            Move(delivery, reason, effects);
            return;
        }

        if (IsGivenBack(delivery, lane, now + wait, isLast, moveFailed, now))
        {
            effects.Add(new ConsumerEffect.Report(ConsumerReport.GroupGivenBack, delivery, null));
            delivery.State = DeliveryState.HeldBack;
            returns.ReturnInOrder([delivery, .. lanes.Close(lane)], now, hidden);
            return;
        }

        delivery.LocalTries++;
        lanes.Block(delivery, now + wait, now);
    }

    public void Move(Delivery delivery, string reason, List<ConsumerEffect> effects)
    {
        delivery.State = DeliveryState.Moving;
        Moving++;
        effects.Add(new ConsumerEffect.Move(delivery, reason));
    }

    public void Moved() => Moving--;

    /// <summary>Says why a failed message of a FIFO group is moved now; null where it is not.</summary>
    private string? MoveReason(Delivery delivery, TimeSpan? delay, bool isLast) =>
        facts.DeadLetterQueue is null ? null
        : isLast ? $"Its handling failed {delivery.DeliveryCount} times, the most that is allowed."
        : options.GroupFailure == GroupFailure.DeadLetter && delay is null && !IsStopping
            ? "Its handling failed, and the consumer does not let failed messages block their groups."
        : null;

    private bool IsGivenBack(Delivery delivery, Lane lane, TimeSpan until, bool isLast, bool moveFailed, TimeSpan now)
    {
        if (until - (lane.BlockedSince ?? now) > options.MaxGroupBlock)
        {
            return true;
        }

        // With the first message, those behind it at their last attempt would be set aside by the queue, unhandled: while the
        // consumer stops too, the first one is tried and moved again instead, and while it is paused they wait together.
        if ((moveFailed || IsPaused) && lane.Messages.Any(other => other != delivery && lanes.IsLastAttempt(other)))
        {
            return false;
        }

        return IsStopping || IsPaused || lanes.Blocked > options.MaxBuffer / 2 || isLast || options.GroupFailure == GroupFailure.Release;
    }
}
