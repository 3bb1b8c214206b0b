using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Registers messages, middleware and JSON contracts; transports add routes and consumers to it.</summary>
/// <remarks>The same registration twice has the effect of once. What contradicts itself ends the start of the application.</remarks>
public sealed class MessagingBuilder
{
    internal MessagingBuilder(IServiceCollection services)
    {
        Services = services;
        Registrations = MessagingRegistrations.Of(services);
    }

    /// <summary>Gets the service collection that is being filled.</summary>
    public IServiceCollection Services { get; }

    internal MessagingRegistrations Registrations { get; }

    /// <summary>Names a type of message.</summary>
    /// <typeparam name="TMessage">The type.</typeparam>
    /// <param name="name">What travels, such as <c>acme.order-placed.v1</c>. Types that are not named have their .NET full name.</param>
    /// <param name="configure">Says what else is special about the message.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public MessagingBuilder AddMessage<TMessage>(string name, Action<MessageBuilder<TMessage>>? configure = null)
        where TMessage : notnull
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var builder = new MessageBuilder<TMessage>();
        configure?.Invoke(builder);
        builder.Message.Name = name;
        Registrations.Add(builder.Message);
        return this;
    }

    /// <summary>Adds middleware that runs around every handler of every consumer, in the order of the calls.</summary>
    /// <typeparam name="TMiddleware">The middleware, made per message; from the service collection where it is registered there.</typeparam>
    /// <returns>This builder.</returns>
    public MessagingBuilder UseMiddleware<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>()
        where TMiddleware : class, IMessageMiddleware
    {
        Registrations.Middleware.Add<TMiddleware>();
        return this;
    }

    /// <summary>Adds a source-generated JSON context; needed for each message where reflection-based JSON is off.</summary>
    /// <param name="context">The context.</param>
    /// <returns>This builder.</returns>
    /// <remarks>The naming of properties follows <see cref="ConfigureJson"/>, not the context's own options.</remarks>
    public MessagingBuilder UseJsonContext(JsonSerializerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Registrations.JsonContracts.Add(context);
        return this;
    }

    /// <summary>Changes the JSON options for the data of messages.</summary>
    /// <param name="configure">Changes the options, which begin as <see cref="JsonSerializerDefaults.Web"/>.</param>
    /// <returns>This builder.</returns>
    public MessagingBuilder ConfigureJson(Action<JsonSerializerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Registrations.JsonSettings.Add(configure);
        return this;
    }
}
