using System.Globalization;

namespace Messaging.Local;

/// <summary>What SNS checks on the attributes of a message.</summary>
internal static class SnsAttributeRules
{
    public static void Check(IReadOnlyList<MessageAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            CheckName(attribute.Name);
            if (attribute.DataType.Length == 0)
            {
                throw SnsErrors.Null($"MessageAttributes.{attribute.Name}.member.dataType");
            }

            CheckType(attribute);
            CheckValue(attribute);
        }
    }

    private static void CheckName(string name)
    {
        if (name.Length is 0 or >= 256)
        {
            throw SnsErrors.InvalidValue("Length of message attribute name must be less than 256 bytes.");
        }

        if (name.FirstOrDefault(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.')) is var wrong && wrong != 0)
        {
            throw SnsErrors.InvalidValue(
                $"Invalid non-alphanumeric character '#x{((int)wrong).ToString("X", CultureInfo.InvariantCulture)}' was found in " +
                "the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.");
        }

        if (name[0] == '.' || name[^1] == '.')
        {
            var where = name[0] == '.' ? "starting" : "ending";
            throw SnsErrors.InvalidValue($"Invalid message attribute name {where} with character '.' was found.");
        }

        if (name.Contains("..", StringComparison.Ordinal))
        {
            throw SnsErrors.InvalidValue("Message attribute name can not have successive '.' character.");
        }

        if (IsReserved(name))
        {
            // That these names are reserved is documented, the text is not (?).
            throw SnsErrors.InvalidValue($"The message attribute name '{name}' begins with a prefix that is reserved.");
        }
    }

    // Names such as AWS.SNS.SMS.SenderID are the publisher's to set.
    private static bool IsReserved(string name) =>
        (name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("AWS.SNS.", StringComparison.OrdinalIgnoreCase))
        || name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase);

    private static void CheckType(MessageAttribute attribute)
    {
        if (attribute.DataType.Split('.')[0] is not ("String" or "Number" or "Binary") || attribute.DataType[^1] == '.')
        {
            throw SnsErrors.InvalidValue(
                $"The message attribute '{attribute.Name}' has an invalid message attribute type, the set of supported type " +
                "prefixes is Binary, Number, and String.");
        }
    }

    private static void CheckValue(MessageAttribute attribute)
    {
        var (right, wrong) = attribute.IsBinary ? ("Binary", attribute.Text is not null) : ("String", attribute.Bytes is not null);
        if (wrong)
        {
            throw SnsErrors.InvalidValue(
                $"The message attribute '{attribute.Name}' with type '{attribute.DataType}' must use field '{right}'.");
        }

        if (attribute.IsBinary ? attribute.Bytes is not { Length: > 0 } : string.IsNullOrEmpty(attribute.Text))
        {
            throw SnsErrors.InvalidValue(
                $"The message attribute '{attribute.Name}' must contain non-empty message attribute value for message " +
                $"attribute type '{attribute.DataType}'.");
        }

        if (attribute.IsNumber
            && !double.TryParse(attribute.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            throw SnsErrors.InvalidValue(
                $"Could not cast message attribute '{attribute.Name}' value to number.");
        }
    }
}
