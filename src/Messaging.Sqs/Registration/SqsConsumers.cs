using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Sqs;

/// <summary>The consumers of a service collection by name: registering one again adds to it.</summary>
internal sealed class SqsConsumers
{
    private readonly Dictionary<string, ConsumerRegistration> _byName = new(StringComparer.Ordinal);

    public static SqsConsumers Of(IServiceCollection services)
    {
        var found = services.FirstOrDefault(service => service.ServiceType == typeof(SqsConsumers));
        if (found?.ImplementationInstance is SqsConsumers consumers)
        {
            return consumers;
        }

        consumers = new SqsConsumers();
        services.AddSingleton(consumers);
        return consumers;
    }

    public bool GetOrAdd(string name, out ConsumerRegistration registration)
    {
        if (_byName.TryGetValue(name, out var known))
        {
            registration = known;
            return false;
        }

        _byName.Add(name, registration = new ConsumerRegistration(name));
        return true;
    }
}
