namespace Messaging.Tests.Consuming.Simulation;

/// <summary>What is simulated.</summary>
internal sealed record SimulationSettings
{
    public bool IsFifo { get; init; }

    public int Messages { get; init; } = 60;

    public int Groups { get; init; } = 5;

    public int MaxReceives { get; init; } = 5;

    public double FaultRate { get; init; } = 0.05;

    /// <summary>Gets how often a receive of a standard queue brings a message again that is held, for each such message.</summary>
    public double RepeatRate { get; init; } = 0.002;

    public TimeSpan HandlerTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Gets how long requests and answers take each, when nothing is wrong.</summary>
    public TimeSpan MaxLatency { get; init; } = TimeSpan.FromMilliseconds(20);

    public ConsumerOptions Options { get; init; } = new() { MaxConcurrency = 5, Visibility = TimeSpan.FromSeconds(10) };

    /// <summary>Gets what becomes of a message that is handled without being cancelled; null for chance.</summary>
    public Func<SimulatedMessage, TimeSpan, Settlement>? Outcome { get; init; }
}
