namespace Messaging.Local;

/// <summary>A list whose links are in the messages themselves. A message is in one such list at most.</summary>
internal sealed class MessageList
{
    public Message? First { get; private set; }

    public Message? Last { get; private set; }

    public void Append(Message message)
    {
        message.Previous = Last;
        message.Next = null;
        if (Last is null)
        {
            First = message;
        }
        else
        {
            Last.Next = message;
        }

        Last = message;
    }

    public void Remove(Message message)
    {
        if (message.Previous is null)
        {
            First = message.Next;
        }
        else
        {
            message.Previous.Next = message.Next;
        }

        if (message.Next is null)
        {
            Last = message.Previous;
        }
        else
        {
            message.Next.Previous = message.Previous;
        }

        message.Previous = message.Next = null;
    }
}
