namespace Messaging.Local;

/// <summary>What SQS checks when a queue is created or tagged.</summary>
internal static class QueueRules
{
    private const string FifoSuffix = ".fifo";

    /// <summary>Returns the settings of a new queue, when its name and attributes are right.</summary>
    public static QueueSettings CheckNew(string name, IReadOnlyDictionary<string, string> attributes)
    {
        var wantsFifo = attributes.TryGetValue("FifoQueue", out var fifo)
            && string.Equals(fifo, "true", StringComparison.OrdinalIgnoreCase);
        CheckName(name, wantsFifo);
        return QueueAttributes.Apply(new QueueSettings { Fifo = wantsFifo }, attributes);
    }

    /// <summary>Accepts the creation of a queue that is there when every given attribute is what it is now.</summary>
    public static void CheckSame(QueueSettings current, IReadOnlyDictionary<string, string> attributes)
    {
        var wanted = QueueAttributes.Apply(current, attributes);
        foreach (var name in attributes.Keys)
        {
            if (!string.Equals(
                    QueueAttributes.Show(current, name), QueueAttributes.Show(wanted, name), StringComparison.Ordinal))
            {
                throw SqsErrors.QueueNameExists(name);
            }
        }
    }

    public static void CheckTags(int count)
    {
        if (count > SqsLimits.Tags)
        {
            throw SqsErrors.InvalidParameter($"Too many tags added. A queue can have at most {SqsLimits.Tags} tags.");
        }
    }

    private static void CheckName(string name, bool fifo)
    {
        var hasSuffix = name.EndsWith(FifoSuffix, StringComparison.Ordinal);
        var stem = fifo && hasSuffix ? name[..^FifoSuffix.Length] : name;
        var legal = stem.Length > 0 && name.Length <= SqsLimits.NameLength
            && stem.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        if (fifo && !(legal && hasSuffix))
        {
            throw SqsErrors.InvalidParameter(
                "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, " +
                "must end with .fifo suffix and be 1 to 80 in length");
        }

        if (!legal)
        {
            throw SqsErrors.InvalidParameter(
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
    }
}
