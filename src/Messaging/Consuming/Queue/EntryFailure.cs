namespace Messaging;

/// <summary>Whether an entry that a queue did not accept is worth another try.</summary>
internal enum EntryFailureKind
{
    /// <summary>The same entry may be accepted later.</summary>
    Transient,

    /// <summary>The receipt handle is of no use any more: the message is gone, or visible to others.</summary>
    Gone,

    /// <summary>The same entry will never be accepted.</summary>
    Permanent,
}

/// <summary>Why a queue did not accept one entry of a batch.</summary>
internal sealed record EntryFailure(EntryFailureKind Kind, string Code, string Message);
