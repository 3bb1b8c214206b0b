using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>Says what became of one message of a <see cref="IMessagePublisher.PublishManyAsync{TMessage}"/>.</summary>
public sealed class PublishOutcome
{
    /// <summary>Gets the receipt of an accepted message.</summary>
    public PublishReceipt? Receipt { get; init; }

    /// <summary>Gets why the message was not accepted.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Gets whether every destination accepted the message.</summary>
    [MemberNotNullWhen(true, nameof(Receipt))]
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool Succeeded => Exception is null;
}
