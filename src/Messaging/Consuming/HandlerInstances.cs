using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Takes a handler from the scope where it is registered there, and otherwise makes one and disposes of it.</summary>
internal sealed class HandlerInstances<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>
    where THandler : class
{
    private readonly ObjectFactory<THandler> _factory = ActivatorUtilities.CreateFactory<THandler>([]);

    public async Task CallAsync<TState>(IServiceProvider services, Func<THandler, TState, Task> call, TState state)
    {
        if (services.GetService<THandler>() is { } registered)
        {
            await call(registered, state);
            return;
        }

        var handler = _factory(services, []);
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
