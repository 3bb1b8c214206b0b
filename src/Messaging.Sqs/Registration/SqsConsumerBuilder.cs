using System.Diagnostics.CodeAnalysis;
using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Sqs;

/// <summary>Says what one consumer handles, and how it receives.</summary>
public sealed class SqsConsumerBuilder
{
    private readonly MessagingRegistrations _registrations;

    internal SqsConsumerBuilder(ConsumerRegistration consumer, MessagingBuilder messaging)
    {
        Consumer = consumer;
        Messaging = messaging;
        _registrations = messaging.Registrations;
    }

    /// <summary>Gets the name of the consumer, which finds its options and appears in logs and metrics.</summary>
    public string Name => Consumer.Name;

    internal ConsumerRegistration Consumer { get; }

    /// <summary>Gets the builder that the consumer belongs to, for what other transports add to consumers.</summary>
    internal MessagingBuilder Messaging { get; }

    internal List<Action<SqsConsumerOptions>> Settings { get; } = [];

    /// <summary>Handles the messages of a type.</summary>
    /// <typeparam name="TMessage">The message, or <see cref="string"/> for everything that is no envelope.</typeparam>
    /// <typeparam name="THandler">The handler, made per message in a scope of its own.</typeparam>
    /// <returns>This builder.</returns>
    public SqsConsumerBuilder Handle<TMessage,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where TMessage : notnull
        where THandler : class, IMessageHandler<TMessage>
    {
        _registrations.Use<TMessage>();
        Consumer.Handlers.Add(new HandlerBinding<TMessage, THandler>());
        return this;
    }

    /// <summary>Reads JSON objects that carry no name as messages of a type. Not needed where only one type is handled.</summary>
    /// <typeparam name="TMessage">The type, for which there must be a handler.</typeparam>
    /// <returns>This builder.</returns>
    /// <remarks>A consumer that handles <see cref="string"/> takes everything without a name as text; both together end the start.</remarks>
    public SqsConsumerBuilder ReadUnnamedAs<TMessage>()
        where TMessage : notnull
    {
        Consumer.Unnamed = typeof(TMessage);
        return this;
    }

    /// <summary>Adds middleware that runs around this consumer's handlers, inside the application's own.</summary>
    /// <typeparam name="TMiddleware">The middleware, made per message.</typeparam>
    /// <returns>This builder.</returns>
    public SqsConsumerBuilder UseMiddleware<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>()
        where TMiddleware : class, IMessageMiddleware
    {
        Consumer.Middleware.Add(ActivatorUtilities.GetServiceOrCreateInstance<TMiddleware>);
        return this;
    }

    /// <summary>Names the dead-letter queue, and after how many receives SQS moves a message there.</summary>
    /// <param name="queue">A name, a URL or an ARN.</param>
    /// <param name="maxReceives">1 to 1,000.</param>
    /// <returns>This builder.</returns>
    /// <remarks>
    /// SQS counts and moves by the queue's redrive policy, which <see cref="Provisioning.Create"/> writes. The consumer moves
    /// a message itself when it cannot be read, or when its handler says so.
    /// </remarks>
    public SqsConsumerBuilder DeadLetterTo(string queue, int maxReceives)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queue);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxReceives, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxReceives, 1000);
        return Configure(options =>
        {
            options.DeadLetterQueue = queue;
            options.MaxReceives = maxReceives;
        });
    }

    /// <summary>Changes the consumer's options. Configuration has the last word.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <returns>This builder.</returns>
    public SqsConsumerBuilder Configure(Action<SqsConsumerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Settings.Add(configure);
        return this;
    }
}
