using System.Text;

namespace Messaging;

/// <summary>What the names and values of headers may be where they travel as message attributes.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html</remarks>
internal static class AttributeRules
{
    private const int MaxNameLength = 256;

    /// <summary>Gets what an attribute adds to the size of a message: its name, its data type and its value.</summary>
    public static int Size(string name, string value, string? dataType = null) =>
        Encoding.UTF8.GetByteCount(name) + (dataType ?? RouteAttribute.Text).Length + Encoding.UTF8.GetByteCount(value);

    /// <exception cref="MessageWriteException">The name or the value is not allowed.</exception>
    public static void Check(string name, string? value, string messageName)
    {
        if (!IsAllowedName(name))
        {
            throw new MessageWriteException(
                $"The header name '{name}' of a message '{messageName}' is not allowed. Use 1 to {MaxNameLength} letters, digits, " +
                "'_', '-' and '.', not beginning with 'AWS.' or 'Amazon.', without a dot at an end or two in a row.");
        }

        if (EnvelopeNames.Reserved.Contains(name))
        {
            throw new MessageWriteException(
                $"The header name '{name}' of a message '{messageName}' belongs to the envelope. Choose another one.");
        }

        if (string.IsNullOrEmpty(value) || !IsAllowedText(value))
        {
            throw new MessageWriteException(
                $"The header '{name}' of a message '{messageName}' is empty or holds a control character. " +
                "Leave empty headers out, and encode binary values, in Base64 for example.");
        }
    }

    /// <exception cref="MessageWriteException">There are more attributes than the destination takes.</exception>
    public static void CheckCount(Dictionary<string, string> attributes, Destination destination, Envelope envelope)
    {
        var limit = destination.Open.Limits.MaxAttributes;
        if (attributes.Count > limit)
        {
            var headers = envelope.Headers?.Count ?? 0;
            throw new MessageWriteException(
                $"A message '{envelope.Type}' for '{destination.Open.Name}' has {attributes.Count} attributes, {headers} of " +
                $"them headers; the limit is {limit}. Send at most {limit - attributes.Count + headers} headers, or put the data into the message.");
        }
    }

    private static bool IsAllowedName(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.')
        && !name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase)
        && name[0] != '.' && name[^1] != '.' && !name.Contains("..", StringComparison.Ordinal);

    private static bool IsAllowedText(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            // A lone surrogate is enumerated as the replacement character, which is allowed, and would change the text.
            if (rune == Rune.ReplacementChar && !value.Contains('\uFFFD', StringComparison.Ordinal))
            {
                return false;
            }

            var allowed = rune.Value is 0x9 or 0xA or 0xD or >= 0x20 and not (0xFFFE or 0xFFFF);
            if (!allowed)
            {
                return false;
            }
        }

        return true;
    }
}
