namespace Messaging.Local;

/// <summary>How long EventBridge waits before it tries a target again: twice as long each time, with chance in it.</summary>
/// <remarks>
/// AWS tells no more than that. Here it is from half of the wait to all of it, and ten minutes at most, so that the 185
/// attempts of the default policy take about as long as its 24 hours.
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
/// </remarks>
internal sealed class RetryBackoff(Random random)
{
    private const double LongestSeconds = 600;
    private const int LargestPower = 10;

    public TimeSpan Next(int attempts)
    {
        var whole = Math.Min(LongestSeconds, Math.Pow(2, Math.Min(attempts - 1, LargestPower)));
        return TimeSpan.FromSeconds(whole * (0.5 + (random.NextDouble() / 2)));
    }
}
