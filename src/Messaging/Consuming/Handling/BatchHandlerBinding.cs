using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>One message on its way into a call of a batch handler, and what became of it.</summary>
internal sealed record BatchItem(object Message, MessageContext Context)
{
    public Exception? Failure { get; set; }
}

/// <summary>A handler that takes several messages with one call.</summary>
internal abstract class BatchHandlerBinding(Type messageType, Type handlerType, int maxBatch)
    : HandlerBinding(messageType, handlerType)
{
    public override int MaxBatch => maxBatch;

    /// <summary>Handles a batch and sets the failure of each message that the handler reports.</summary>
    public abstract Task InvokeAsync(IServiceProvider services, IReadOnlyList<BatchItem> batch, CancellationToken cancellationToken);

    /// <summary>Handles a message that comes alone, as it does where nothing gathers batches.</summary>
    public override async Task InvokeAsync(
        IServiceProvider services, object message, MessageContext context, CancellationToken cancellationToken)
    {
        var item = new BatchItem(message, context);
        await InvokeAsync(services, [item], cancellationToken);
        if (item.Failure is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}

/// <summary>Makes the handler in a scope of its own and calls it, without reflection.</summary>
internal sealed class BatchHandlerBinding<TMessage,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(int maxBatch)
    : BatchHandlerBinding(typeof(TMessage), typeof(THandler), maxBatch)
    where TMessage : notnull
    where THandler : class, IBatchMessageHandler<TMessage>
{
    private readonly ScopedInstances<THandler> _handlers = new();

    public override Type? FindMissing(IServiceProvider services) => ScopedInstances<THandler>.FindMissing(services);

    public override async Task InvokeAsync(
        IServiceProvider services, IReadOnlyList<BatchItem> batch, CancellationToken cancellationToken)
    {
        var messages = batch.Select(item => new BatchedMessage<TMessage>((TMessage)item.Message, item.Context)).ToList();
        await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        try
        {
            await _handlers.CallAsync(
                scope.ServiceProvider, static (handler, call) => handler.HandleAsync(call.Messages, call.Token),
                (Messages: messages, Token: cancellationToken));
        }
        finally
        {
            for (var index = 0; index < messages.Count; index++)
            {
                batch[index].Failure = messages[index].Failure;
            }
        }
    }
}
