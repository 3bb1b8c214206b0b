using System.Globalization;
using Amazon.SQS.Model;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>Numbers the entries of a batch and puts their answers back into order.</summary>
internal static class BatchEntries
{
    /// <summary>What became of an entry that the answer does not mention is not known: it is tried again.</summary>
    public static readonly EntryFailure Unanswered = new(
        EntryFailureKind.Transient, "NoAnswer", "The answer of the service does not mention the entry.");

    public static string Id(int index) => index.ToString(CultureInfo.InvariantCulture);

    public static bool TryIndex(string? id, int count, out int index) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < count;

    public static EntryFailure Failure(BatchResultErrorEntry entry) =>
        new(Kind(entry), entry.Code ?? "", entry.Message ?? "");

    public static EntryFailure?[] Answers(
        int count, IEnumerable<string> successful, IReadOnlyCollection<BatchResultErrorEntry>? failed)
    {
        var answers = new EntryFailure?[count];
        Array.Fill(answers, Unanswered);
        foreach (var id in successful)
        {
            if (TryIndex(id, count, out var index))
            {
                answers[index] = null;
            }
        }

        foreach (var entry in failed ?? [])
        {
            if (TryIndex(entry.Id, count, out var index))
            {
                answers[index] = Failure(entry);
            }
        }

        return answers;
    }

    private static EntryFailureKind Kind(BatchResultErrorEntry entry)
    {
        var kind = AwsErrors.Classify(entry.Code, entry.Message);
        // A fault of the service itself passes, whatever it is called.
        return kind == EntryFailureKind.Permanent && entry.SenderFault == false ? EntryFailureKind.Transient : kind;
    }
}
