using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Takes a handler or a middleware from the scope where it is registered there, and otherwise makes one and disposes of it.</summary>
internal sealed class ScopedInstances<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>
    where T : class
{
    private readonly ObjectFactory<T> _factory = ActivatorUtilities.CreateFactory<T>([]);

    /// <summary>Finds what an instance needs and the container does not have; null where nothing is missing, or that is not known.</summary>
    public static Type? FindMissing(IServiceProvider services)
    {
        if (services.GetService<IServiceProviderIsService>() is not { } known || known.IsService(typeof(T)))
        {
            return null;
        }

        var constructors = typeof(T).GetConstructors();
        var missing = constructors.Select(constructor => constructor.GetParameters().FirstOrDefault(parameter =>
            !parameter.HasDefaultValue && !IsKnown(known, parameter))).ToList();
        return missing.Contains(null) ? null : missing.FirstOrDefault()?.ParameterType;
    }

    public Task CallAsync<TState>(IServiceProvider services, Func<T, TState, Task> call, TState state)
    {
        if (services.GetService<T>() is { } registered)
        {
            return call(registered, state);
        }

        var made = _factory(services, []);
        return made is IDisposable or IAsyncDisposable ? CallAndDisposeAsync(made, call, state) : call(made, state);
    }

    private static bool IsKnown(IServiceProviderIsService known, ParameterInfo parameter) =>
        parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed
            ? (known as IServiceProviderIsKeyedService)?.IsKeyedService(parameter.ParameterType, keyed.Key) ?? true
            : known.IsService(parameter.ParameterType);

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
