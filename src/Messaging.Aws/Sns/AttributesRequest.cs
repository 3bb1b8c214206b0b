namespace Messaging.Aws;

/// <summary>An action whose result is a map of attributes.</summary>
internal abstract class AttributesRequest(string action) : QueryRequest<IReadOnlyDictionary<string, string>>(action)
{
    public sealed override IReadOnlyDictionary<string, string> Read(ref XmlCursor xml)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var result = xml.Depth;
        while (xml.ReadChild(result))
        {
            var map = xml.Depth;
            while (xml.ReadChild(map))
            {
                ReadEntry(ref xml, attributes);
            }
        }

        return attributes;
    }

    private static void ReadEntry(ref XmlCursor xml, Dictionary<string, string> attributes)
    {
        string? key = null, value = null;
        var entry = xml.Depth;
        while (xml.ReadChild(entry))
        {
            if (xml.Is("key"u8))
            {
                key = xml.ReadText();
            }
            else if (xml.Is("value"u8))
            {
                value = xml.ReadText();
            }
        }

        if (key is not null)
        {
            attributes[key] = value ?? "";
        }
    }
}
