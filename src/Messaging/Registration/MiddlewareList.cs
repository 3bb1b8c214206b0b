using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>The middleware of an application or a consumer, outermost first. Each type is in it once.</summary>
internal sealed class MiddlewareList
{
    private readonly Dictionary<Type, Func<IServiceProvider, Type?>> _missing = [];

    public List<Func<IServiceProvider, IMessageMiddleware>> Factories { get; } = [];

    public void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>()
        where TMiddleware : class, IMessageMiddleware
    {
        if (_missing.TryAdd(typeof(TMiddleware), ScopedInstances<TMiddleware>.FindMissing))
        {
            Factories.Add(OwnedMiddleware<TMiddleware>.Factory());
        }
    }

    /// <exception cref="MessagingConfigurationException">A middleware needs what the container does not have.</exception>
    public void Check(IServiceProvider services)
    {
        foreach (var (middleware, find) in _missing)
        {
            if (find(services) is { } missing)
            {
                throw new MessagingConfigurationException(
                    $"Middleware '{middleware}' needs '{missing}', which is not registered: every message would fail. Register it with the " +
                    "services, or register the middleware itself.");
            }
        }
    }
}
