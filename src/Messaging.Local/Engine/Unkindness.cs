namespace Messaging.Local;

/// <summary>Decides, from a seed, when the broker uses the freedom that AWS takes.</summary>
internal sealed class Unkindness(Random random, LocalBrokerOptions options)
{
    /// <summary>How many neighbours of the first message may be received before it.</summary>
    public const int ReorderWindow = 8;

    private readonly bool _reorders = options.ReorderStandardQueues;
    private readonly double _repeatRate = options.RepeatRate;
    private readonly bool _cancelledPollsTake = options.CancelledPollsMayTakeMessages;

    public int NextReorderStep() => _reorders ? random.Next(ReorderWindow) : 0;

    public bool RepeatsDelivery() => _repeatRate > 0 && random.NextDouble() < _repeatRate;

    public bool CancelledPollStays() => _cancelledPollsTake && random.Next(2) == 0;
}
