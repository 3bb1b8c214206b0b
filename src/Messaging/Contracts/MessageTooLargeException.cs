using System.Globalization;

namespace Messaging;

/// <summary>Thrown when a message is larger than its destination takes.</summary>
public sealed class MessageTooLargeException : MessagingException
{
    internal MessageTooLargeException(string messageName, string destination, int size, int limit)
        : base(string.Create(CultureInfo.InvariantCulture,
            $"A message '{messageName}' for '{destination}' has {size} bytes, with its headers; the limit is {limit}. ") +
            "Publish a reference to the data, such as the key of a stored object, in place of the data.")
    {
        Size = size;
        Limit = limit;
    }

    /// <summary>Gets the size of the message with its attributes, in bytes.</summary>
    public int Size { get; }

    /// <summary>Gets the most that the destination takes, in bytes.</summary>
    public int Limit { get; }
}
