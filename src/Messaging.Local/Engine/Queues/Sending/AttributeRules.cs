using System.Globalization;

namespace Messaging.Local;

/// <summary>What SQS checks on the attributes of a message.</summary>
internal static class AttributeRules
{
    public static void Check(IReadOnlyList<MessageAttribute> attributes)
    {
        if (attributes.Count > SqsLimits.Attributes)
        {
            throw SqsErrors.InvalidParameter(
                $"Number of message attributes [{attributes.Count}] exceeds the allowed maximum " +
                $"[{SqsLimits.Attributes}].");
        }

        foreach (var attribute in attributes)
        {
            CheckName(attribute.Name);
            CheckType(attribute);
            CheckValue(attribute);
        }
    }

    private static void CheckName(string name)
    {
        var legal = name.Length is > 0 and <= SqsLimits.AttributeNameLength
            && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.')
            && name[0] != '.' && name[^1] != '.' && !name.Contains("..", StringComparison.Ordinal)
            && !name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase);
        if (!legal)
        {
            throw SqsErrors.InvalidParameter($"Message (user) attribute name '{name}' is invalid.");
        }
    }

    private static void CheckType(MessageAttribute attribute)
    {
        var kind = attribute.DataType.Split('.')[0];
        if (kind is not ("String" or "Number" or "Binary") || attribute.DataType.Length > SqsLimits.AttributeNameLength)
        {
            throw SqsErrors.InvalidParameter(
                $"The type of message (user) attribute '{attribute.Name}' is invalid. " +
                "You must use only the following supported type prefixes: Binary, Number, String.");
        }
    }

    private static void CheckValue(MessageAttribute attribute)
    {
        var kind = attribute.DataType.Split('.')[0];
        if (attribute.IsBinary ? attribute.Bytes is not { Length: > 0 } : string.IsNullOrEmpty(attribute.Text))
        {
            throw SqsErrors.InvalidParameter(
                $"Message (user) attribute '{attribute.Name}' must contain a non-empty value of type '{kind}'.");
        }

        if (attribute.Text is not null && !MessageRules.HasLegalCharacters(attribute.Text))
        {
            throw SqsErrors.InvalidParameter(
                $"Message (user) attribute '{attribute.Name}' contains characters that are not allowed.");
        }

        if (attribute.IsNumber
            && !(double.TryParse(attribute.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number)))
        {
            throw SqsErrors.InvalidParameter(
                $"Can't cast the value of message (user) attribute '{attribute.Name}' to a number.");
        }
    }
}
