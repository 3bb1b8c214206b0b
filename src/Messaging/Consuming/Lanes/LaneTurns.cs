namespace Messaging;

/// <summary>Whose turn it is: the lanes whose first message may start, and those whose first message is parked.</summary>
internal sealed class LaneTurns
{
    private readonly Queue<Lane> _ready = new();
    private readonly Queue<Lane> _parked = new();

    /// <summary>Gets how many lanes are ready.</summary>
    public int Ready { get; private set; }

    public void Give(Lane lane, LaneTurn turn)
    {
        Set(lane, turn);
        (turn == LaneTurn.Ready ? _ready : _parked).Enqueue(lane);
    }

    public void Take(Lane lane) => Set(lane, LaneTurn.None);

    /// <summary>Takes the first message of the lane whose turn it is; null when it is no lane's.</summary>
    public Delivery? Next(bool parkedLast) => parkedLast
        ? NextOf(_ready, LaneTurn.Ready) ?? NextOf(_parked, LaneTurn.Parked)
        : NextOf(_parked, LaneTurn.Parked) ?? NextOf(_ready, LaneTurn.Ready);

    private Delivery? NextOf(Queue<Lane> lanes, LaneTurn turn)
    {
        while (lanes.TryDequeue(out var lane))
        {
            // A lane that has lost its turn, or has had it, is passed over.
            if (lane.Turn == turn && Begin(lane) is { } first)
            {
                return first;
            }
        }

        return null;
    }

    private Delivery? Begin(Lane lane)
    {
        Take(lane);
        if (lane.IsClosed || lane.Messages.First is not { Value: { State: DeliveryState.Waiting } first })
        {
            return null;
        }

        lane.IsBusy = true;
        return first;
    }

    private void Set(Lane lane, LaneTurn turn)
    {
        Ready += (turn == LaneTurn.Ready ? 1 : 0) - (lane.Turn == LaneTurn.Ready ? 1 : 0);
        lane.Turn = turn;
    }
}
