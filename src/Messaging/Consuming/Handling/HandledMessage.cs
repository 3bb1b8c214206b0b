namespace Messaging;

/// <summary>Knows which message the running code handles, so that what it publishes can name its cause.</summary>
internal static class HandledMessage
{
    private static readonly AsyncLocal<MessageContext?> Handled = new();

    public static MessageContext? Current
    {
        get => Handled.Value;
        set => Handled.Value = value;
    }
}
