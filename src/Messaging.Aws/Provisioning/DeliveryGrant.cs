namespace Messaging.Aws;

/// <summary>That a resource is to let a service deliver what comes from one source.</summary>
/// <param name="Resource">The queue or topic.</param>
/// <param name="Service">The service that delivers.</param>
/// <param name="SourceArn">The ARN of the topic or rule from which it comes.</param>
/// <param name="Provisioning">What is done about it.</param>
internal sealed record DeliveryGrant<TResource>(TResource Resource, string Service, string SourceArn, Provisioning Provisioning);
