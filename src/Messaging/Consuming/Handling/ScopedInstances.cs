using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Takes a handler or a middleware from the scope where it is registered there, and otherwise makes one and disposes of it.</summary>
internal sealed class ScopedInstances<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>
    where T : class
{
    private readonly ObjectFactory<T> _factory = ActivatorUtilities.CreateFactory<T>([]);

    public Task CallAsync<TState>(IServiceProvider services, Func<T, TState, Task> call, TState state)
    {
        if (services.GetService<T>() is { } registered)
        {
            return call(registered, state);
        }

        var made = _factory(services, []);
        return made is IDisposable or IAsyncDisposable ? CallAndDisposeAsync(made, call, state) : call(made, state);
    }

    private static async Task CallAndDisposeAsync<TState>(T made, Func<T, TState, Task> call, TState state)
    {
        try
        {
            await call(made, state);
        }
        finally
        {
            switch (made)
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
