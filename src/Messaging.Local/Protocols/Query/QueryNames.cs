namespace Messaging.Local;

/// <summary>How a service names the members of lists and maps in the Query protocol.</summary>
internal abstract class QueryNames
{
    /// <summary>Gets the namespace of the answers.</summary>
    public abstract string Namespace { get; }

    /// <summary>Gets whether empty lists and maps are written, and items stand in an element of their own.</summary>
    public abstract bool Wraps { get; }

    /// <summary>Returns where in a request the numbered items of a list of texts or structures are.</summary>
    public abstract string RequestList(string member);

    /// <summary>Returns where in a request the numbered entries of a map are, and what its keys and values are called.</summary>
    public abstract (string Path, string Key, string Value) RequestMap(string member);

    /// <summary>Returns the element of one item of a list in an answer.</summary>
    public abstract string Item(string member);

    /// <summary>Returns the elements of one entry of a map in an answer.</summary>
    public abstract (string Entry, string Key, string Value) Entry(string member);
}
