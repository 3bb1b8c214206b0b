using System.Collections.ObjectModel;

namespace Messaging.Aws;

/// <summary>How EventBridge makes an event into what it sends to a target.</summary>
public sealed class EventInputTransformer
{
    /// <summary>Gets the JSON paths of the parts of the event by the names that the template uses: 100 at most.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> InputPaths { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets the template, with <c>&lt;name&gt;</c> for each part: 1 to 8,192 characters.</summary>
    public required string Template { get; init; }
}
