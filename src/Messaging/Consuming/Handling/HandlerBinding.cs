using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>A message type and the handler that a consumer has for it.</summary>
internal abstract class HandlerBinding(Type messageType, Type handlerType)
{
    public Type MessageType { get; } = messageType;

    public Type HandlerType { get; } = handlerType;

    public HandlerGuard Guard { get; init; } = HandlerGuard.None;

    /// <summary>Gets the most messages that one call handles.</summary>
    public virtual int MaxBatch => 1;

    /// <summary>Gets how the handler is called, for comparing two registrations of it.</summary>
    public (bool IsBatch, int MaxBatch, TimeSpan? Timeout, object? Pipeline) Manner =>
        (this is BatchHandlerBinding, MaxBatch, Guard.Timeout, Guard.Said);

    /// <summary>Says how the handler is called.</summary>
    public string Describe() =>
        (this is BatchHandlerBinding ? $"in batches of {MaxBatch}" : "one message at a time") +
        (Guard.Timeout is { } limit ? $" for {limit} at most" : "") +
        (Guard.Said switch { null => "", string name => $" in the resilience pipeline '{name}'", _ => " in a resilience pipeline of its own" });

    /// <summary>Finds what the handler needs and the container does not have; null where nothing is missing, or that is not known.</summary>
    public abstract Type? FindMissing(IServiceProvider services);

    public abstract Task InvokeAsync(
        IServiceProvider services, object message, MessageContext context, CancellationToken cancellationToken);
}

/// <summary>Makes the handler in the message's scope and calls it, without reflection.</summary>
internal sealed class HandlerBinding<TMessage,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
    : HandlerBinding(typeof(TMessage), typeof(THandler))
    where THandler : class, IMessageHandler<TMessage>
{
    private readonly ScopedInstances<THandler> _handlers = new();

    public override Type? FindMissing(IServiceProvider services) => ScopedInstances<THandler>.FindMissing(services);

    public override Task InvokeAsync(
        IServiceProvider services, object message, MessageContext context, CancellationToken cancellationToken) =>
        _handlers.CallAsync(
            services, static (handler, call) => handler.HandleAsync(call.Message, call.Context, call.Token),
            (Message: (TMessage)message, Context: context, Token: cancellationToken));
}
