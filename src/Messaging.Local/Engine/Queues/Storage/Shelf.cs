namespace Messaging.Local;

/// <summary>Decides which visible message of a queue is received next.</summary>
internal abstract class Shelf
{
    /// <summary>Gets the message that has been visible for longest, as far as it can be received.</summary>
    public abstract Message? First { get; }

    /// <summary>Takes note that a message came, left or changed between visible and hidden.</summary>
    public abstract void Changed(Message message, MessageState before);

    /// <summary>Begins a receive.</summary>
    public virtual void StartBatch()
    {
    }

    /// <summary>Proposes a message; the caller hides or removes it before it asks again.</summary>
    public abstract Message? Next();
}
