using Messaging;
using Messaging.Aws;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says for a whole application what starting does about its queues, topics, event buses, subscriptions and rules.</summary>
public static class ProvisioningMessagingExtensions
{
    /// <summary>Sets what starting does about everything that has no <c>Provisioning</c> of its own.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="provisioning">Create what is missing, compare, or neither.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// Without it, the embedded broker creates and AWS is left alone. The configuration value <c>Messaging:Provisioning</c> has
    /// the last word over this, and the options of a consumer or destination over both.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    /// <exception cref="MessagingConfigurationException">Another value was set before.</exception>
    public static MessagingBuilder UseProvisioning(this MessagingBuilder builder, Provisioning provisioning)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!Enum.IsDefined(provisioning))
        {
            throw new ArgumentOutOfRangeException(nameof(provisioning), provisioning, "Use None, Validate or Create.");
        }

        var before = builder.Services
            .Select(service => service.ImplementationInstance).OfType<ProvisioningDefault>().FirstOrDefault()?.Provisioning;
        if (before is { } other && other != provisioning)
        {
            throw new MessagingConfigurationException(
                $"UseProvisioning was called with {other} and with {provisioning}. Call it once, and set what differs on its own " +
                "consumer or destination.");
        }

        if (before is null)
        {
            builder.Services.AddSingleton(new ProvisioningDefault(provisioning));
        }

        return builder;
    }
}
