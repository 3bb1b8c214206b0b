namespace Messaging.Tests.Consuming.Simulation;

/// <summary>What is simulated.</summary>
internal sealed record SimulationSettings
{
    public bool IsFifo { get; init; }

    public int Messages { get; init; } = 60;

    public int Groups { get; init; } = 5;

    public int MaxReceives { get; init; } = 5;

    public double FaultRate { get; init; } = 0.05;

    public TimeSpan HandlerTime { get; init; } = TimeSpan.FromMilliseconds(200);

    public ConsumerOptions Options { get; init; } = new() { MaxConcurrency = 5, Visibility = TimeSpan.FromSeconds(10) };
}
