namespace Messaging;

/// <summary>Reads the files that pin the wire contract. They change only when the contract does: never.</summary>
internal static class GoldenFiles
{
    public static string Read(string name)
    {
        using var stream = typeof(GoldenFiles).Assembly.GetManifestResourceStream($"Golden/{name}.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd('\n');
    }
}
