namespace Messaging;

/// <summary>The consumers of one kind by name: registering one again adds to it.</summary>
internal abstract class ConsumerRegistrations
{
    private protected Dictionary<string, ConsumerRegistration> ByName { get; } = new(StringComparer.Ordinal);

    public IEnumerable<ConsumerRegistration> All => ByName.Values;

    /// <returns>Whether it is a new one.</returns>
    public bool GetOrAdd(string name, out ConsumerRegistration registration)
    {
        if (ByName.TryGetValue(name, out var known))
        {
            registration = known;
            return false;
        }

        ByName.Add(name, registration = new ConsumerRegistration(name));
        return true;
    }
}
