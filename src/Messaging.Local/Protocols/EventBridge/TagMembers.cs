namespace Messaging.Local;

/// <summary>Reads and writes tags: a list of keys with values.</summary>
internal static class TagMembers
{
    public static IReadOnlyList<KeyValuePair<string, string>> Read(RequestMembers request) =>
        [.. (request.List("Tags") ?? []).Select(tag =>
            KeyValuePair.Create(tag.RequiredText("Key"), tag.RequiredText("Value")))];

    public static void Write(ResultWriter result, IEnumerable<KeyValuePair<string, string>> tags) =>
        result.List("Tags", [.. tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)], (writer, tag) =>
        {
            writer.Text("Key", tag.Key);
            writer.Text("Value", tag.Value);
        });
}
