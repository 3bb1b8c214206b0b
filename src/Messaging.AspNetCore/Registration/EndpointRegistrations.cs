namespace Messaging.AspNetCore;

/// <summary>The endpoints of a service collection by name: registering one again adds to it.</summary>
internal sealed class EndpointRegistrations
{
    private readonly Dictionary<string, EndpointRegistration> _byName = new(StringComparer.Ordinal);

    public IEnumerable<EndpointRegistration> All => _byName.Values;

    public bool GetOrAdd(string name, EndpointSender sender, MessagingRegistrations messaging, out EndpointRegistration registration)
    {
        if (!_byName.TryGetValue(name, out var known))
        {
            _byName.Add(name, registration = new EndpointRegistration(name, sender));
            return true;
        }

        if (known.Sender != sender)
        {
            messaging.Conflicts.Add(
                $"The endpoint '{name}' is registered both for SNS and for EventBridge. Give them different names.");
        }

        registration = known;
        return false;
    }
}
