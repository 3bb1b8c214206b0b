namespace Messaging;

/// <summary>What a consumer does about exceptions of certain types. The first rule that fits counts.</summary>
internal sealed class ExceptionRules
{
    private readonly List<(Func<Exception, bool> Fits, Func<Exception, int, Settlement> Settle)> _rules = [];

    /// <summary>Tries again after a delay that begins with the first and doubles at each delivery up to the longest.</summary>
    public void Retry<TException>(TimeSpan first, TimeSpan longest)
        where TException : Exception =>
        _rules.Add((
            static exception => exception is TException,
            (exception, deliveries) => Settlement.Retry(RetryDelays.After(deliveries, first, longest, Random.Shared), exception)));

    public void DeadLetter<TException>()
        where TException : Exception =>
        _rules.Add((
            static exception => exception is TException,
            static (exception, _) => Settlement.DeadLetter(
                $"Its handling failed with {exception.GetType().Name}, which another try does not help.", exception)));

    /// <summary>Says what becomes of a message whose handling failed with an exception, at its so-and-so-many-th delivery.</summary>
    public Settlement Settle(Exception exception, int deliveries)
    {
        foreach (var (fits, settle) in _rules)
        {
            if (fits(exception))
            {
                return settle(exception, deliveries);
            }
        }

        return Settlement.Retry(null, exception);
    }
}
