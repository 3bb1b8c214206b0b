namespace Messaging.Benchmarks;

/// <summary>Measures consuming and publishing against the broker's server in a process of its own.</summary>
internal static class EngineCommand
{
    private static readonly IFigure[] Figures =
    [
        new RequestsFigure("consume-trivial", messages: 100_000, handlerMilliseconds: 0, concurrency: 10, atMost: 0.205),
        new RequestsFigure("consume-200ms-10", messages: 1_500, handlerMilliseconds: 200, concurrency: 10, atMost: 0.24),
        new RequestsFigure("consume-200ms-50", messages: 6_000, handlerMilliseconds: 200, concurrency: 50, atMost: 0.215),
        new TrickleFigure(perSecond: 1, linger: 0),
        new TrickleFigure(perSecond: 1, linger: 500),
        new TrickleFigure(perSecond: 20, linger: 0),
        new TrickleFigure(perSecond: 20, linger: 500),
        new TrickleFigure(perSecond: 200, linger: 0),
        new TrickleFigure(perSecond: 200, linger: 500),
        new IdleConsumerFigure(),
        new PublishRequestsFigure(),
        new ConsumeCostFigure(),
        new PublishCostFigure(),
        new SlotsFigure(),
        new GroupsFigure(),
        new FifoFigure(),
        new StopFigure(),
    ];

    public static Task<int> RunAsync(string[] arguments) => FigureCommand.RunAsync("engine", Figures, arguments);
}
