namespace Messaging;

/// <summary>Settings of the whole application's messaging, bound to the configuration section <c>Messaging</c>.</summary>
public sealed class MessagingOptions
{
    /// <summary>Gets or sets the <c>source</c> of published messages: a URI reference that names the application.</summary>
    /// <value>The default is <c>/</c> and the application's name, such as <c>/order-service</c>.</value>
    public string? Source { get; set; }
}
