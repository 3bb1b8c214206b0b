namespace Messaging.Local;

/// <summary>
/// Writes the members of an answer, whatever protocol it is for. An absent text (null) is not written.
/// </summary>
internal abstract class ResultWriter
{
    public abstract void Text(string name, string? value);

    public abstract void Number(string name, long value);

    public abstract void Flag(string name, bool value);

    public abstract void Bytes(string name, byte[] value);

    /// <summary>Writes a list of texts. An empty list is left out, unless the member is required.</summary>
    public abstract void Texts(string name, IReadOnlyCollection<string> values, bool required = false);

    /// <summary>Writes a map of texts; an empty one is left out.</summary>
    public abstract void Map(string name, IReadOnlyCollection<KeyValuePair<string, string>> values);

    /// <summary>Writes a list of structures; an empty one is left out.</summary>
    public abstract void List<T>(string name, IReadOnlyCollection<T> items, Action<ResultWriter, T> write);

    /// <summary>Writes a map of structures; an empty one is left out.</summary>
    public abstract void Structures<T>(
        string name, IReadOnlyCollection<T> items, Func<T, string> key, Action<ResultWriter, T> write);
}
