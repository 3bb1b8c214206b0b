namespace Messaging.Aws;

/// <summary>An action whose result is an ARN.</summary>
internal abstract class ArnRequest(string action) : QueryRequest<string>(action)
{
    public sealed override string Read(ref XmlCursor xml)
    {
        string? arn = null;
        var result = xml.Depth;
        while (xml.ReadChild(result))
        {
            arn = xml.NameEndsWith("Arn"u8) ? xml.ReadText() : arn;
        }

        return arn ?? throw new FormatException("The answer has no ARN.");
    }
}
