namespace Messaging.Aws;

/// <summary>An action that has no result.</summary>
internal abstract class CommandRequest(string action) : QueryRequest<Nothing>(action)
{
    public sealed override Nothing Read(ref XmlCursor xml) => default;
}
