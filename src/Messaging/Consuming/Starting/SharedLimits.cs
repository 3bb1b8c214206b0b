namespace Messaging;

/// <summary>The limits that consumers share, by name.</summary>
internal sealed class SharedLimits
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SharedSlots> _limits = new(StringComparer.Ordinal);

    /// <exception cref="MessagingConfigurationException">Another consumer has given the limit another number.</exception>
    public SharedSlots Get(string consumer, string name, int max)
    {
        lock (_lock)
        {
            if (!_limits.TryGetValue(name, out var slots))
            {
                _limits.Add(name, slots = new SharedSlots(max));
            }

            return slots.Max == max
                ? slots
                : throw new MessagingConfigurationException(
                    $"Consumer '{consumer}' shares the limit '{name}' of {max} handlers, which another consumer set to {slots.Max}. " +
                    "Give it the same number everywhere.");
        }
    }
}
