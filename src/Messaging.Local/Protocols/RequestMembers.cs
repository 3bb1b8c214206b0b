namespace Messaging.Local;

/// <summary>
/// The members of a request, or of a structure in it, whatever protocol wrote them. What is absent is null.
/// </summary>
internal abstract class RequestMembers(Service service) : IDisposable
{
    public Service Service { get; } = service;

    public abstract string? Text(string name);

    public abstract int? Number(string name);

    public abstract bool? Flag(string name);

    /// <summary>Reads a moment: in JSON a number of seconds since 1970.</summary>
    public abstract DateTime? Time(string name);

    public abstract byte[]? Bytes(string name);

    public abstract IReadOnlyList<string>? Texts(string name);

    public abstract IReadOnlyDictionary<string, string>? Map(string name);

    public abstract RequestMembers? Structure(string name);

    public abstract IReadOnlyList<KeyValuePair<string, RequestMembers>> Structures(string name);

    public abstract IReadOnlyList<RequestMembers>? List(string name);

    public string RequiredText(string name) => Text(name) ?? throw Service.MissingParameter(name);

    public int RequiredNumber(string name) => Number(name) ?? throw Service.MissingParameter(name);

    public IReadOnlyDictionary<string, string> RequiredMap(string name) =>
        Map(name) ?? throw Service.MissingParameter(name);

    public IReadOnlyList<string> RequiredTexts(string name) => Texts(name) ?? throw Service.MissingParameter(name);

    public IReadOnlyList<RequestMembers> RequiredList(string name) => List(name) ?? throw Service.MissingParameter(name);

    public virtual void Dispose()
    {
    }
}
