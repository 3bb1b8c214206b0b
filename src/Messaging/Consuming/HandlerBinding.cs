using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>A message type and the handler that a consumer has for it.</summary>
internal abstract class HandlerBinding(Type messageType, Type handlerType)
{
    public Type MessageType { get; } = messageType;

    public Type HandlerType { get; } = handlerType;

    public abstract Task InvokeAsync(
        IServiceProvider services, object message, MessageContext context, CancellationToken cancellationToken);
}

/// <summary>Makes the handler in the message's scope and calls it, without reflection.</summary>
internal sealed class HandlerBinding<TMessage,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
    : HandlerBinding(typeof(TMessage), typeof(THandler))
    where THandler : class, IMessageHandler<TMessage>
{
    private readonly ObjectFactory<THandler> _factory = ActivatorUtilities.CreateFactory<THandler>([]);

    public override async Task InvokeAsync(
        IServiceProvider services, object message, MessageContext context, CancellationToken cancellationToken)
    {
        if (services.GetService<THandler>() is { } registered)
        {
            await registered.HandleAsync((TMessage)message, context, cancellationToken);
            return;
        }

        var handler = _factory(services, []);
        try
        {
            await handler.HandleAsync((TMessage)message, context, cancellationToken);
        }
        finally
        {
            switch (handler)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
                default:
                    break;
            }
        }
    }
}
