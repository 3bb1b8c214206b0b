namespace Messaging.Local;

/// <summary>The parts of an ARN.</summary>
internal readonly record struct ResourceArn(string Service, string Region, string Account, string Resource)
{
    private const int Parts = 6;

    /// <summary>Reads an ARN, or returns null when the text is none.</summary>
    public static ResourceArn? Parse(string text)
    {
        var parts = text.Split(':', Parts);
        return parts.Length == Parts && parts[0] == "arn" && parts[1].Length > 0 && parts[2].Length > 0 && parts[5].Length > 0
            ? new ResourceArn(parts[2], parts[3], parts[4], parts[5])
            : null;
    }
}
