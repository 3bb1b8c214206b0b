namespace Messaging.AspNetCore;

/// <summary>
/// What one endpoint for EventBridge API destinations accepts. Bound to <c>Messaging:Endpoints:{name}</c>, which has the
/// last word.
/// </summary>
public sealed class EventBridgeEndpointOptions : WebEndpointOptions
{
    /// <summary>Gets or sets the header that holds the key: the name in the connection's API key authorization.</summary>
    /// <value>The default is <c>X-Api-Key</c>.</value>
    public string KeyHeader { get; set; } = "X-Api-Key";

    /// <summary>Gets the keys that are accepted; several for the time of a change.</summary>
    /// <value>There must be one at least. A key has at least 16 characters. Keep keys in a secret store, not in code.</value>
    public IList<string> Keys { get; } = [];
}
