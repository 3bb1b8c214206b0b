namespace Messaging.Benchmarks;

/// <summary>Measures the embedded broker, one figure after the other, each in its own process.</summary>
internal static class BrokerCommand
{
    private const int Million = 1_000_000;
    private const int ManyGroups = 100_000;

    private static readonly IFigure[] Figures =
    [
        new EngineFigure("engine", new EngineShape()),
        new EngineFigure("engine-batched", new EngineShape { Batched = true }),
        new EngineFigure("engine-ledger", new EngineShape { Ledger = true }),
        new EngineFigure("engine-backlog-1000", new EngineShape { Backlog = 1000 }),
        new EngineFigure("engine-backlog-1000000", new EngineShape { Backlog = Million }),
        new EngineFigure("engine-fifo-10-groups", new EngineShape { Groups = 10, Backlog = ManyGroups }),
        new EngineFigure("engine-fifo-100000-groups", new EngineShape { Groups = ManyGroups, Backlog = ManyGroups }),
        new EngineFigure(
            "engine-fifo-100000-groups-passing", new EngineShape { Groups = ManyGroups, Backlog = 1000, GroupsByChance = true }),
        new EngineFigure(
            "engine-fifo-100000-groups-by-chance", new EngineShape { Groups = ManyGroups, Backlog = ManyGroups, GroupsByChance = true }),
        new MemoryFigure(),
        new IdleFigure(),
        new ClientFigure(),
        new LoopbackFigure("loopback", depth: 1),
        new LoopbackFigure("loopback-pipelined", depth: 32),
    ];

    public static Task<int> RunAsync(string[] arguments) => FigureCommand.RunAsync("broker", Figures, arguments);
}
