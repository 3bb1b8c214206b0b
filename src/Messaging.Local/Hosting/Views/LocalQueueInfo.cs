namespace Messaging.Local;

/// <summary>Describes a queue of the embedded broker at one moment.</summary>
public sealed class LocalQueueInfo
{
    /// <summary>Gets the region.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how many messages can be received.</summary>
    public required int Visible { get; init; }

    /// <summary>Gets how many messages are received and neither deleted nor visible again.</summary>
    public required int InFlight { get; init; }

    /// <summary>Gets how many messages wait for the end of their delay.</summary>
    public required int Delayed { get; init; }

    /// <summary>Gets how many messages there are in all.</summary>
    public int Total => Visible + InFlight + Delayed;
}
