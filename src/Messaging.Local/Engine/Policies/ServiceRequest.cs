namespace Messaging.Local;

/// <summary>What a service of AWS wants to do to a queue or topic, and for which of its own resources.</summary>
/// <param name="Service">The principal, such as <c>sns.amazonaws.com</c>.</param>
/// <param name="Action">The action without its service, such as <c>SendMessage</c>.</param>
/// <param name="Resource">The ARN of the queue or topic.</param>
/// <param name="SourceArn">The ARN of the topic or rule on whose behalf it is done.</param>
/// <param name="Account">The account of that topic or rule.</param>
internal sealed record ServiceRequest(string Service, string Action, string Resource, string SourceArn, string Account);
