using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>A middleware that is made for each message, and disposed of after it where no service collection owns it.</summary>
internal sealed class OwnedMiddleware<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>
    : IMessageMiddleware
    where TMiddleware : class, IMessageMiddleware
{
    private readonly IServiceProvider _services;
    private readonly ScopedInstances<TMiddleware> _instances;

    private OwnedMiddleware(IServiceProvider services, ScopedInstances<TMiddleware> instances) =>
        (_services, _instances) = (services, instances);

    /// <summary>Returns what gives each message its middleware.</summary>
    public static Func<IServiceProvider, IMessageMiddleware> Factory()
    {
        var instances = new ScopedInstances<TMiddleware>();
        return services => new OwnedMiddleware<TMiddleware>(services, instances);
    }

    public Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken) =>
        _instances.CallAsync(
            _services, static (middleware, call) => middleware.InvokeAsync(call.Context, call.Next, call.Token),
            (Context: context, Next: next, Token: cancellationToken));
}
