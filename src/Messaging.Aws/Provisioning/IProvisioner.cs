namespace Messaging.Aws;

/// <summary>Creates or compares one kind of resource.</summary>
internal interface IProvisioner
{
    ProvisioningStage Stage { get; }

    /// <exception cref="MessagingConfigurationException">A resource could not be created or changed.</exception>
    Task ProvisionAsync(ProvisioningRun run, CancellationToken cancellationToken);
}
