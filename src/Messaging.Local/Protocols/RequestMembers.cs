namespace Messaging.Local;

/// <summary>
/// The members of a request, or of a structure in it, whatever protocol wrote them. What is absent is null.
/// </summary>
internal abstract class RequestMembers
{
    public abstract string? Text(string name);

    public abstract int? Number(string name);

    public abstract byte[]? Bytes(string name);

    public abstract IReadOnlyList<string>? Texts(string name);

    public abstract IReadOnlyDictionary<string, string>? Map(string name);

    public abstract IReadOnlyList<KeyValuePair<string, RequestMembers>> Structures(string name);

    public abstract IReadOnlyList<RequestMembers>? List(string name);

    public string RequiredText(string name) => Text(name) ?? throw SqsErrors.MissingParameter(name);

    public int RequiredNumber(string name) => Number(name) ?? throw SqsErrors.MissingParameter(name);

    public IReadOnlyDictionary<string, string> RequiredMap(string name) =>
        Map(name) ?? throw SqsErrors.MissingParameter(name);

    public IReadOnlyList<string> RequiredTexts(string name) => Texts(name) ?? throw SqsErrors.MissingParameter(name);
}
