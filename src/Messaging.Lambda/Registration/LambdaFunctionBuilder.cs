using System.Diagnostics.CodeAnalysis;

namespace Messaging.Lambda;

/// <summary>Says what one Lambda function handles, and how.</summary>
public sealed class LambdaFunctionBuilder
{
    private readonly MessagingRegistrations _registrations;

    internal LambdaFunctionBuilder(ConsumerRegistration function, MessagingRegistrations registrations)
    {
        Function = function;
        _registrations = registrations;
    }

    /// <summary>Gets the name of the function, which finds its options and appears in logs and metrics.</summary>
    public string Name => Function.Name;

    internal ConsumerRegistration Function { get; }

    internal List<Action<LambdaFunctionOptions>> Settings { get; } = [];

    /// <summary>Handles the messages of a type.</summary>
    /// <typeparam name="TMessage">The message, or <see cref="string"/> for everything that is no envelope.</typeparam>
    /// <typeparam name="THandler">The handler, made per message in a scope of its own.</typeparam>
    /// <param name="configure">Gives the handler a time limit or a resilience pipeline.</param>
    /// <returns>This builder.</returns>
    public LambdaFunctionBuilder Handle<TMessage,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        Action<HandlerBuilder>? configure = null)
        where TMessage : notnull
        where THandler : class, IMessageHandler<TMessage>
    {
        _registrations.Use<TMessage>();
        Function.Handlers.Add(new HandlerBinding<TMessage, THandler> { Guard = HandlerBuilder.Build(configure) });
        return this;
    }

    /// <summary>Handles messages that no other handler of the function is for, which are set aside otherwise.</summary>
    /// <typeparam name="THandler">The handler, made per message in a scope of its own.</typeparam>
    /// <returns>This builder.</returns>
    public LambdaFunctionBuilder HandleUnknown<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IMessageHandler<UnknownMessage>
    {
        Function.HandleUnknown(new HandlerBinding<UnknownMessage, THandler>());
        return this;
    }

    /// <summary>Sends messages to the dead-letter queue at once when handling them ends with a certain exception.</summary>
    /// <typeparam name="TException">The exception, or a type that it derives from. The first rule that fits counts.</typeparam>
    /// <returns>This builder.</returns>
    /// <remarks>Where the function may not send there, the message fails like any other.</remarks>
    public LambdaFunctionBuilder DeadLetterOn<TException>()
        where TException : Exception
    {
        Function.Exceptions.DeadLetter<TException>();
        return this;
    }

    /// <summary>Reads JSON objects that carry no name as messages of a type. Not needed where only one type is handled.</summary>
    /// <typeparam name="TMessage">The type, for which there must be a handler.</typeparam>
    /// <returns>This builder.</returns>
    /// <remarks>A function that handles <see cref="string"/> takes everything without a name as text; both together end the start.</remarks>
    public LambdaFunctionBuilder ReadUnnamedAs<TMessage>()
        where TMessage : notnull
    {
        Function.ReadUnnamedAs(typeof(TMessage));
        return this;
    }

    /// <summary>Adds middleware that runs around this function's handlers, inside the application's own.</summary>
    /// <typeparam name="TMiddleware">The middleware, made per message.</typeparam>
    /// <returns>This builder.</returns>
    public LambdaFunctionBuilder UseMiddleware<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>()
        where TMiddleware : class, IMessageMiddleware
    {
        Function.Middleware.Add<TMiddleware>();
        return this;
    }

    /// <summary>Names the dead-letter queue for messages that cannot be read, or that a handler gave up.</summary>
    /// <param name="queue">A name, a URL or an ARN.</param>
    /// <returns>This builder.</returns>
    /// <remarks>
    /// Not needed for a queue whose redrive policy the function may read. Needs <c>sqs:SendMessage</c> on it. How often SQS
    /// delivers a failing message is a matter of the queue's redrive policy, not of the function.
    /// </remarks>
    public LambdaFunctionBuilder DeadLetterTo(string queue)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queue);
        return Configure(options => options.DeadLetterQueue = queue);
    }

    /// <summary>Changes the function's options. Configuration has the last word.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <returns>This builder.</returns>
    public LambdaFunctionBuilder Configure(Action<LambdaFunctionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Settings.Add(configure);
        return this;
    }
}
