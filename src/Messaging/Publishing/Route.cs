using System.Collections.ObjectModel;

namespace Messaging;

/// <summary>Where the messages of one type go, and in what form.</summary>
internal sealed class Route
{
    public required Type MessageType { get; init; }

    /// <summary>Gets the kind of the destination, such as <c>queue</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the logical name of the destination.</summary>
    public required string Destination { get; init; }

    /// <summary>Gets whether the bare message is sent, its metadata in attributes.</summary>
    public bool IsRaw { get; init; }

    public Func<object, string?>? GroupBy { get; init; }

    /// <summary>Gets the attributes that are taken from the message.</summary>
    public IReadOnlyList<RouteAttribute> Attributes { get; init; } = [];

    /// <summary>Gets what a topic's subscribers by e-mail see as the subject.</summary>
    public Func<object, string?>? Subject { get; init; }

    /// <summary>Gets the source of events; null for the application's.</summary>
    public string? Source { get; init; }

    /// <summary>Gets what events are about.</summary>
    public Func<object, IReadOnlyList<string>>? Resources { get; init; }

    /// <summary>Gets all of this as the application said it, by the name it is said with: what two routes are compared by.</summary>
    public IReadOnlyDictionary<string, object> Settings { get; init; } = ReadOnlyDictionary<string, object>.Empty;
}
