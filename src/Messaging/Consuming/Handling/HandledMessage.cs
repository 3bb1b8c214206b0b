namespace Messaging;

/// <summary>Knows which message the running code handles, so that what it publishes can name its cause.</summary>
internal static class HandledMessage
{
    private static readonly AsyncLocal<MessageContext?> Handled = new();
    private static readonly AsyncLocal<IReadOnlyList<MessageContext>?> HandledTogether = new();

    /// <summary>Gets or sets the message; null where one call handles several, for what those lead to has no one cause.</summary>
    public static MessageContext? Current
    {
        get => Handled.Value;
        set => Handled.Value = value;
    }

    /// <summary>Gets or sets the messages of the running call of a handler that takes batches; null elsewhere.</summary>
    public static IReadOnlyList<MessageContext>? Together
    {
        get => HandledTogether.Value;
        set => HandledTogether.Value = value;
    }

    /// <summary>Gets what the running code handles: a message, the messages of a batch, or nothing.</summary>
    public static object? Cause => (object?)Together ?? Current;

    /// <summary>Says whether a message is what some code handled, or among it.</summary>
    public static bool IsCause(object? cause, MessageContext message) =>
        cause == message || (cause is IReadOnlyList<MessageContext> together && together.Contains(message));
}
