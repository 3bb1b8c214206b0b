using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Puts the stages of a consumer together and runs bodies through them.</summary>
internal sealed class StageBench
{
    public ServiceCollection Services { get; } = new();

    public List<MessageType> Types { get; } = [Orders.Named<OrderPlaced>(Orders.Name, "shop.old-name")];

    public List<HandlerBinding> Handlers { get; } = [new HandlerBinding<OrderPlaced, Handler<OrderPlaced>>()];

    public List<Func<IServiceProvider, IMessageMiddleware>> Middleware { get; } = [];

    public Func<object, MessageContext, CancellationToken, Task> Handle { get; set; } = static (_, _, _) => Task.CompletedTask;

    public List<object> Handled { get; } = [];

    public ConsumeContext? Context { get; private set; }

    public void AddText()
    {
        Types.Add(Orders.Named<string>("System.String"));
        Handlers.Add(new HandlerBinding<string, Handler<string>>());
    }

    public async Task<Settlement> RunAsync(string body, string? name = null)
    {
        Services.AddSingleton(this);
        using var provider = Services.BuildServiceProvider();
        var catalog = new MessageCatalog(Types);
        var journey = new ConsumeJourney(
            new UnwrapStage(new HandlerTable("orders", Handlers, null, catalog), []),
            new ReadStage(catalog),
            new HandleStage("orders", "test", "queue", provider.GetRequiredService<IServiceScopeFactory>(), Middleware, TimeProvider.System));
        Context = new ConsumeContext(new Delivery(new ReceivedMessage
        {
            Id = "service-id",
            ReceiptHandle = "receipt",
            Body = body,
            Attributes = name is null ? new Dictionary<string, string>() : new() { ["type"] = name, ["tenant"] = "acme" },
        }, TimeSpan.Zero), 3);
        return await journey.InvokeAsync(Context, CancellationToken.None);
    }

    /// <summary>Handles whatever the bench says.</summary>
    internal sealed class Handler<TMessage>(StageBench bench) : IMessageHandler<TMessage>, IDisposable
        where TMessage : notnull
    {
        public Task HandleAsync(TMessage message, MessageContext context, CancellationToken cancellationToken)
        {
            bench.Handled.Add(message);
            return bench.Handle(message, context, cancellationToken);
        }

        public void Dispose() => bench.Handled.Add("disposed");
    }
}
