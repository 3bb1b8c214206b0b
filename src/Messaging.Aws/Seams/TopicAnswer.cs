using System.Diagnostics.CodeAnalysis;

namespace Messaging.Aws;

/// <summary>What Amazon SNS answered about one message of a batch: a receipt or an error.</summary>
public sealed class TopicAnswer
{
    /// <summary>Gets whether the message was accepted.</summary>
    [MemberNotNullWhen(true, nameof(Receipt))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsAccepted => Receipt is not null;

    /// <summary>Gets the receipt of an accepted message.</summary>
    /// <value>Null when the message was refused.</value>
    public TopicReceipt? Receipt { get; private init; }

    /// <summary>Gets why the message was refused.</summary>
    /// <value>Null when the message was accepted.</value>
    public EntryError? Error { get; private init; }

    /// <summary>Makes the answer about an accepted message.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <returns>The answer.</returns>
    public static TopicAnswer Accepted(TopicReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return new TopicAnswer { Receipt = receipt };
    }

    /// <summary>Makes the answer about a refused message.</summary>
    /// <param name="error">The reason.</param>
    /// <returns>The answer.</returns>
    public static TopicAnswer Refused(EntryError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new TopicAnswer { Error = error };
    }
}
