namespace Messaging.Local;

/// <summary>
/// Makes the attempts of all deliveries of a region, each at its time. Its timer is set only while one waits.
/// </summary>
internal sealed class DeliveryDesk : IDisposable
{
    private readonly Region _region;
    private readonly IndexedHeap<Delivery, Delivery.DueSlots> _waiting = new();
    private readonly Dictionary<object, Queue<Delivery>> _lanes = [];
    private readonly HashSet<Delivery> _underWay = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopToken;
    private ITimer? _timer;
    private DateTime? _timerAt;
    private long _number;

    public DeliveryDesk(Region region)
    {
        _region = region;
        _stopToken = _stopping.Token;
    }

    /// <summary>Gets or sets what decides whether an attempt fails for no reason of its own; null for never.</summary>
    public Func<Delivery, bool>? Fails { get; set; }

    /// <summary>Gets how many deliveries have begun and not ended.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>
    /// Makes the first attempt at once, or when those before it in its lane have ended; the region's lock is held.
    /// </summary>
    public void Start(Delivery delivery, DateTime now)
    {
        _underWay.Add(delivery);
        delivery.Begin(now);
        if (delivery.Lane is { } lane)
        {
            if (_lanes.TryGetValue(lane, out var followers))
            {
                followers.Enqueue(delivery);
                return;
            }

            _lanes.Add(lane, new Queue<Delivery>());
        }

        Attempt(delivery, now);
    }

    /// <summary>Gives nothing up and delivers nothing more.</summary>
    public void Clear()
    {
        while (_waiting.First is { } delivery)
        {
            _waiting.Remove(delivery);
        }

        _lanes.Clear();
        _underWay.Clear();
        SetTimer(default);
    }

    public void Dispose()
    {
        if (_stopToken.IsCancellationRequested)
        {
            return;
        }

        _stopping.Cancel();
        _stopping.Dispose();
        Clear();
        _timer?.Dispose();
    }

    /// <summary>Makes the attempts that are due by the time that it is now; the region's lock is held.</summary>
    public void TimeJumped(DateTime now) => Ring(now);

    private void Attempt(Delivery delivery, DateTime now)
    {
        var attempt = Fails?.Invoke(delivery) == true || _region.Parts.Faults.Fails(delivery)
            ? Task.FromResult(DeliveryOutcome.Failed("INTERNAL_ERROR", "The broker was told to fail the delivery."))
            : AttemptSafelyAsync(delivery, now);
        _ = EndAsync(delivery, attempt, now);
    }

    private async Task<DeliveryOutcome> AttemptSafelyAsync(Delivery delivery, DateTime now)
    {
        try
        {
            return await delivery.AttemptAsync(now, _stopToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !_stopToken.IsCancellationRequested)
        {
            return DeliveryOutcome.Failed("INTERNAL_ERROR", error.Message);
        }
    }

    private async Task EndAsync(Delivery delivery, Task<DeliveryOutcome> attempt, DateTime startedAt)
    {
        if (attempt.IsCompletedSuccessfully)
        {
            // Nothing was awaited: this still runs in the call, under the lock, that made the attempt.
            End(delivery, await attempt.ConfigureAwait(false), startedAt);
            return;
        }

        try
        {
            var outcome = await attempt.ConfigureAwait(false);
            _region.Run(now =>
            {
                End(delivery, outcome, now);
                return 0;
            });
        }
        catch (OperationCanceledException)
        {
            // The broker is gone.
        }
    }

    private void End(Delivery delivery, DeliveryOutcome outcome, DateTime now)
    {
        if (!_underWay.Contains(delivery))
        {
            return;
        }

        delivery.CountAttempt();
        if (!outcome.IsDelivered)
        {
            if (outcome.MayPass && delivery.NextDelay(now) is { } delay)
            {
                delivery.WaitUntil(now + delay);
                _waiting.Set(delivery, delivery.DueAt.Ticks, ++_number);
                SetTimer(now);
                return;
            }

            delivery.GiveUp(outcome, now);
        }

        _underWay.Remove(delivery);
        StartFollower(delivery, now);
    }

    private void StartFollower(Delivery delivery, DateTime now)
    {
        if (delivery.Lane is not { } lane || !_lanes.TryGetValue(lane, out var followers))
        {
            return;
        }

        if (followers.TryDequeue(out var follower))
        {
            Attempt(follower, now);
        }
        else
        {
            _lanes.Remove(lane);
        }
    }

    private void SetTimer(DateTime now)
    {
        var wanted = _waiting.First?.DueAt;
        if (wanted == _timerAt)
        {
            return;
        }

        _timerAt = wanted;
        _timer ??= _region.CreateTimer(Ring);
        _timer.Change(
            wanted is null ? Timeout.InfiniteTimeSpan : Delays.Until(wanted.Value, now), Timeout.InfiniteTimeSpan);
    }

    private void Ring(DateTime now)
    {
        _timerAt = null;
        while (_waiting.First is { } due && due.DueAt <= now)
        {
            _waiting.Remove(due);
            Attempt(due, now);
        }

        SetTimer(now);
    }
}
