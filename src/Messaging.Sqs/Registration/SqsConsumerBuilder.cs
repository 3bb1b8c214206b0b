using System.Diagnostics.CodeAnalysis;
using Messaging.Aws;

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
    /// <param name="configure">Gives the handler a time limit or a resilience pipeline.</param>
    /// <returns>This builder.</returns>
    public SqsConsumerBuilder Handle<TMessage,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        Action<HandlerBuilder>? configure = null)
        where TMessage : notnull
        where THandler : class, IMessageHandler<TMessage>
    {
        _registrations.Use<TMessage>();
        Consumer.Handlers.Add(new HandlerBinding<TMessage, THandler> { Guard = HandlerBuilder.Build(configure) });
        return this;
    }

    /// <summary>Handles the messages of a type several at a time.</summary>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <typeparam name="THandler">The handler, made per batch in a scope of its own.</typeparam>
    /// <param name="maxMessages">The most messages of a batch, 1 to 1,000. A batch counts once against the concurrency.</param>
    /// <param name="configure">Gives the handler a time limit or a resilience pipeline.</param>
    /// <returns>This builder.</returns>
    /// <remarks>
    /// A batch is what is at hand when a slot is free: a receive brings ten at most, and with a trickle of messages
    /// <see cref="SqsConsumerOptions.ReceiveLinger"/> makes it bring more than one. Middleware runs around each message, and
    /// all of it is entered before the handler is called.
    /// </remarks>
    public SqsConsumerBuilder HandleBatch<TMessage,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        int maxMessages = 10, Action<HandlerBuilder>? configure = null)
        where TMessage : notnull
        where THandler : class, IBatchMessageHandler<TMessage>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxMessages, 1000);
        _registrations.Use<TMessage>();
        Consumer.Handlers.Add(
            new BatchHandlerBinding<TMessage, THandler>(maxMessages) { Guard = HandlerBuilder.Build(configure) });
        return this;
    }

    /// <summary>Handles messages that no other handler of the consumer is for, which are set aside otherwise.</summary>
    /// <typeparam name="THandler">The handler, made per message in a scope of its own.</typeparam>
    /// <returns>This builder.</returns>
    public SqsConsumerBuilder HandleUnknown<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IMessageHandler<UnknownMessage>
    {
        Consumer.HandleUnknown(new HandlerBinding<UnknownMessage, THandler>());
        return this;
    }

    /// <summary>Tries messages again by a schedule of their own when handling them ends with a certain exception.</summary>
    /// <typeparam name="TException">The exception, or a type that it derives from. The first rule that fits counts.</typeparam>
    /// <param name="first">How long the message is hidden after its first delivery; it doubles with each, less up to half by chance.</param>
    /// <param name="longest">The longest that it is hidden; at most 12 hours.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is not positive, or the first is longer than the longest.</exception>
    public SqsConsumerBuilder RetryOn<TException>(TimeSpan first, TimeSpan longest)
        where TException : Exception
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(first, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, longest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(longest, SqsLimits.MaxVisibility);
        Consumer.Exceptions.Retry<TException>(first, longest);
        return this;
    }

    /// <summary>Sends messages to the dead-letter queue at once when handling them ends with a certain exception.</summary>
    /// <typeparam name="TException">The exception, or a type that it derives from. The first rule that fits counts.</typeparam>
    /// <returns>This builder.</returns>
    public SqsConsumerBuilder DeadLetterOn<TException>()
        where TException : Exception
    {
        Consumer.Exceptions.DeadLetter<TException>();
        return this;
    }

    /// <summary>Lets several consumers of the application together handle no more than so many messages at the same time.</summary>
    /// <param name="limit">The name of the limit, such as that of the database they share.</param>
    /// <param name="maxConcurrency">1 to 10,000; the same number at every consumer that names the limit.</param>
    /// <returns>This builder.</returns>
    /// <remarks>Each consumer keeps its own <see cref="SqsConsumerOptions.MaxConcurrency"/> too. Those that wait get slots in turn.</remarks>
    public SqsConsumerBuilder ShareConcurrency(string limit, int maxConcurrency)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(limit);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxConcurrency, 10_000);
        Consumer.ShareLimit(limit, maxConcurrency);
        return this;
    }

    /// <summary>Reads JSON objects that carry no name as messages of a type. Not needed where only one type is handled.</summary>
    /// <typeparam name="TMessage">The type, for which there must be a handler.</typeparam>
    /// <returns>This builder.</returns>
    /// <remarks>A consumer that handles <see cref="string"/> takes everything without a name as text; both together end the start.</remarks>
    public SqsConsumerBuilder ReadUnnamedAs<TMessage>()
        where TMessage : notnull
    {
        Consumer.ReadUnnamedAs(typeof(TMessage));
        return this;
    }

    /// <summary>Adds middleware that runs around this consumer's handlers, inside the application's own.</summary>
    /// <typeparam name="TMiddleware">The middleware, made per message.</typeparam>
    /// <returns>This builder.</returns>
    public SqsConsumerBuilder UseMiddleware<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>()
        where TMiddleware : class, IMessageMiddleware
    {
        Consumer.Middleware.Add<TMiddleware>();
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
