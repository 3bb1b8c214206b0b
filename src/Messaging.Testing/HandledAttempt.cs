namespace Messaging.Testing;

/// <summary>One time that a handler was given a message.</summary>
public sealed class HandledAttempt
{
    internal HandledAttempt(MessageContext context, DateTimeOffset startedAt) => (Context, StartedAt) = (context, startedAt);

    /// <summary>Gets the message.</summary>
    public object Message => Context.Message!;

    /// <summary>Gets what the handler was told about the message, and what it said became of it.</summary>
    public MessageContext Context { get; }

    /// <summary>Gets what the handler, or middleware around it, threw; null when it returned.</summary>
    public Exception? Exception { get; internal set; }

    /// <summary>Gets whether the message is done: the handler returned, and asked neither for a retry nor for the dead-letter queue.</summary>
    public bool Succeeded => Exception is null && Context.Outcome.Kind == MessageOutcomeKind.None;

    /// <summary>Gets when the attempt began, by the harness's clock.</summary>
    public DateTimeOffset StartedAt { get; }
}
