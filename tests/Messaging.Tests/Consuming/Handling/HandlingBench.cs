using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Messaging;

/// <summary>Runs messages through the stages of a consumer as its pump does, one by one or together.</summary>
internal sealed class HandlingBench
{
    public FakeTimeProvider Time { get; } = new();

    public ServiceCollection Services { get; } = new();

    public HandlingRules Rules { get; set; } = new();

    public List<HandlerBinding> Handlers { get; } = [];

    public HandlerBinding? Unknown { get; set; }

    public List<Func<IServiceProvider, IMessageMiddleware>> Middleware { get; } = [];

    public Func<IReadOnlyList<BatchedMessage<OrderPlaced>>, CancellationToken, Task> HandleBatch { get; set; } =
        static (_, _) => Task.CompletedTask;

    public Func<object, MessageContext, CancellationToken, Task> Handle { get; set; } = static (_, _, _) => Task.CompletedTask;

    /// <summary>Gets the order ids of each call of a handler.</summary>
    public List<int[]> Calls { get; } = [];

    public HandlerGuard Guard { get; } = new();

    public static string Order(int id) =>
        $$$"""{"specversion":"1.0","id":"e-{{{id}}}","source":"/s","type":"{{{Orders.Name}}}","data":{"orderId":{{{id}}},"note":""}}""";

    public void AddBatchHandler(int maxBatch = 10) =>
        Handlers.Add(new BatchHandlerBinding<OrderPlaced, BatchHandler>(maxBatch) { Guard = Guard });

    public void AddHandler() => Handlers.Add(new HandlerBinding<OrderPlaced, SingleHandler<OrderPlaced>> { Guard = Guard });

    public async Task<Settlement[]> RunAsync(bool isOrdered, params string[] bodies)
    {
        var (runner, deliveries) = Prepare(bodies);
        var ended = await runner.RunBatchAsync(deliveries, isOrdered);
        return [.. ended.Select(item => item.Settlement)];
    }

    public async Task<Settlement> RunOneAsync(string body)
    {
        var (runner, deliveries) = Prepare([body]);
        return await runner.RunAsync(deliveries[0]);
    }

    public (HandlerRunner Runner, List<Delivery> Deliveries) Prepare(IReadOnlyList<string> bodies)
    {
        Services.AddSingleton(this);
        Services.AddSingleton<TimeProvider>(Time);
        var provider = Services.BuildServiceProvider();
        var catalog = new MessageCatalog([Orders.Named<OrderPlaced>(Orders.Name), Orders.Named<OrderShipped>("shipped")]);
        var journey = new ConsumeJourney(
            new UnwrapStage(new HandlerTable("orders", Handlers, null, catalog, Unknown), []),
            new ReadStage(catalog),
            new HandleStage("orders", "test", "queue", provider.GetRequiredService<IServiceScopeFactory>(), Middleware, Time, Rules));
        var runner = new HandlerRunner("orders", journey, 3, new TaskStarter(), NullLogger.Instance);
        var deliveries = bodies.Select((body, index) => new Delivery(
            new ReceivedMessage { Id = $"m{index}", ReceiptHandle = "r", Body = body }, TimeSpan.Zero)).ToList();
        deliveries.ForEach(runner.Prepare);
        return (runner, deliveries);
    }

    internal sealed class BatchHandler(HandlingBench bench) : IBatchMessageHandler<OrderPlaced>
    {
        public Task HandleAsync(IReadOnlyList<BatchedMessage<OrderPlaced>> batch, CancellationToken cancellationToken)
        {
            bench.Calls.Add([.. batch.Select(message => message.Message.OrderId)]);
            return bench.HandleBatch(batch, cancellationToken);
        }
    }

    internal sealed class SingleHandler<TMessage>(HandlingBench bench) : IMessageHandler<TMessage>
        where TMessage : notnull
    {
        public Task HandleAsync(TMessage message, MessageContext context, CancellationToken cancellationToken)
        {
            bench.Calls.Add([(message as OrderPlaced)?.OrderId ?? 0]);
            return bench.Handle(message, context, cancellationToken);
        }
    }
}
