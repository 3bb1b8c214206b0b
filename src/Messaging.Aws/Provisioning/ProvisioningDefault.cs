namespace Messaging.Aws;

/// <summary>What starting does about everything that says nothing of its own, as code says it.</summary>
internal sealed record ProvisioningDefault(Provisioning Provisioning);
