namespace Messaging;

/// <summary>What every consumer has, whatever its transport: a name, handlers and middleware.</summary>
internal sealed class ConsumerRegistration(string name)
{
    private readonly List<string> _conflicts = [];

    public string Name { get; } = name;

    public List<HandlerBinding> Handlers { get; } = [];

    /// <summary>Gets the type that JSON objects without a name are read as; null for the only type handled.</summary>
    public Type? Unnamed { get; private set; }

    public MiddlewareList Middleware { get; } = new();

    /// <summary>Gets the handler of messages that no other handler is for.</summary>
    public HandlerBinding? Unknown { get; private set; }

    public ExceptionRules Exceptions { get; } = new();

    /// <summary>Gets the name of the limit that the consumer shares with others, and how many handlers it allows.</summary>
    public (string Name, int Max)? SharedLimit { get; private set; }

    /// <summary>Gets what the registrations of the name say differently, each as the end of a sentence about it.</summary>
    public IEnumerable<string> Conflicts => _conflicts.Concat(Exceptions.Conflicts);

    public void HandleUnknown(HandlerBinding handler)
    {
        Compare("handles unknown messages by", Unknown?.HandlerType, handler.HandlerType);
        Unknown ??= handler;
    }

    public void ReadUnnamedAs(Type type)
    {
        Compare("reads unnamed messages as", Unnamed, type);
        Unnamed ??= type;
    }

    public void ShareLimit(string limit, int max)
    {
        Compare(
            "shares the limit", SharedLimit is { } before ? $"{before.Name}' of '{before.Max}" : null, $"{limit}' of '{max}");
        SharedLimit ??= (limit, max);
    }

    private void Compare(string what, object? before, object now)
    {
        if (before is not null && !before.Equals(now))
        {
            _conflicts.Add($"{what} '{before}' and by another registration '{now}'. Keep one of them.");
        }
    }
}
