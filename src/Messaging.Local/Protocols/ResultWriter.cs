namespace Messaging.Local;

/// <summary>
/// Writes the members of an answer, whatever protocol it is for. An absent text (null) is not written. Empty lists and
/// maps are written by the services that write them: SNS and EventBridge do, SQS does not.
/// </summary>
internal abstract class ResultWriter
{
    public abstract void Text(string name, string? value);

    public abstract void Number(string name, long value);

    public abstract void Flag(string name, bool value);

    public abstract void Time(string name, DateTime value);

    public abstract void Bytes(string name, byte[] value);

    /// <summary>Writes a list of texts. A required one is written when it is empty, whatever the service.</summary>
    public abstract void Texts(string name, IReadOnlyCollection<string> values, bool required = false);

    public abstract void Map(string name, IReadOnlyCollection<KeyValuePair<string, string>> values);

    public abstract void Structure(string name, Action<ResultWriter> write);

    public abstract void List<T>(string name, IReadOnlyCollection<T> items, Action<ResultWriter, T> write);

    /// <summary>Writes a map of structures.</summary>
    public abstract void Structures<T>(
        string name, IReadOnlyCollection<T> items, Func<T, string> key, Action<ResultWriter, T> write);
}
