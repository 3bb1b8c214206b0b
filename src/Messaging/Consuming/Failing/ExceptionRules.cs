namespace Messaging;

/// <summary>What a consumer does about exceptions of certain types. The first rule that fits counts.</summary>
internal sealed class ExceptionRules
{
    private readonly List<Rule> _rules = [];
    private readonly List<string> _conflicts = [];

    /// <summary>Gets what is said differently of one type, each as the end of a sentence about the consumer.</summary>
    public IReadOnlyList<string> Conflicts => _conflicts;

    /// <summary>Tries again after a delay that begins with the first and doubles at each delivery up to the longest.</summary>
    public void Retry<TException>(TimeSpan first, TimeSpan longest)
        where TException : Exception =>
        Add(new Rule(
            typeof(TException), $"RetryOn of {first} to {longest}", static exception => exception is TException,
            (exception, deliveries) => Settlement.Retry(RetryDelays.After(deliveries, first, longest, Random.Shared), exception)));

    public void DeadLetter<TException>()
        where TException : Exception =>
        Add(new Rule(
            typeof(TException), "DeadLetterOn", static exception => exception is TException,
            static (exception, _) => Settlement.DeadLetter(
                $"Its handling failed with {exception.GetType().Name}, which another try does not help.", exception)));

    /// <summary>Says what becomes of a message whose handling failed with an exception, at its so-and-so-many-th delivery.</summary>
    public Settlement Settle(Exception exception, int deliveries) =>
        _rules.Find(rule => rule.Fits(exception))?.Settle(exception, deliveries) ?? Settlement.Retry(null, exception);

    private void Add(Rule rule)
    {
        var before = _rules.Find(other => other.Type == rule.Type);
        if (before is null)
        {
            _rules.Add(rule);
        }
        else if (before.Said != rule.Said)
        {
            _conflicts.Add($"has for '{rule.Type}' both {before.Said} and {rule.Said}. Keep one of them.");
        }
    }

    private sealed record Rule(Type Type, string Said, Predicate<Exception> Fits, Func<Exception, int, Settlement> Settle);
}
