namespace Messaging;

/// <summary>How long a failed message waits: longer at each delivery, spread by chance so that failures do not march in step.</summary>
internal static class RetryDelays
{
    /// <summary>Returns between half and all of first × 2^(deliveries − 1), at most <paramref name="longest"/>.</summary>
    public static TimeSpan After(int deliveries, TimeSpan first, TimeSpan longest, Random random)
    {
        var grown = first.TotalSeconds * Math.Pow(2, Math.Min(deliveries - 1, 30));
        var capped = Math.Min(grown, longest.TotalSeconds);
        return TimeSpan.FromSeconds(capped * (0.5 + random.NextDouble() / 2));
    }
}
