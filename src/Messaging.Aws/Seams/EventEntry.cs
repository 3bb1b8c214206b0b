namespace Messaging.Aws;

/// <summary>One event for an Amazon EventBridge bus.</summary>
public sealed class EventEntry
{
    /// <summary>Gets the bus: a name or an ARN.</summary>
    /// <value>The default is null: the account's default bus.</value>
    public string? EventBus { get; init; }

    /// <summary>Gets where the event comes from, such as <c>com.acme.payments</c>. Must not begin with <c>aws.</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Gets what kind of event it is: up to 128 characters.</summary>
    public required string DetailType { get; init; }

    /// <summary>Gets the content: the text of a JSON object.</summary>
    public required string Detail { get; init; }

    /// <summary>Gets the ARNs of what the event is about.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Gets when the event happened. EventBridge keeps whole seconds.</summary>
    /// <value>The default is null: when EventBridge receives it.</value>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Gets the AWS X-Ray trace header.</summary>
    /// <value>The default is null: none.</value>
    public string? TraceHeader { get; init; }
}
