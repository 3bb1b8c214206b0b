using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Takes a handler from the scope where it is registered there, and otherwise makes one and disposes of it.</summary>
internal sealed class HandlerInstances<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>
    where THandler : class
{
    private readonly ObjectFactory<THandler> _factory = ActivatorUtilities.CreateFactory<THandler>([]);

    public Task CallAsync<TState>(IServiceProvider services, Func<THandler, TState, Task> call, TState state)
    {
        if (services.GetService<THandler>() is { } registered)
        {
            return call(registered, state);
        }

        var handler = _factory(services, []);
        return handler is IDisposable or IAsyncDisposable ? CallAndDisposeAsync(handler, call, state) : call(handler, state);
    }

    private static async Task CallAndDisposeAsync<TState>(THandler handler, Func<THandler, TState, Task> call, TState state)
    {
        try
        {
            await call(handler, state);
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
