using CsCheck;
using static Messaging.Deliveries;

namespace Messaging;

public sealed class RetryDelaysTests
{
    [Fact]
    public void Retry_delays_grow_and_stay_within_half_and_all_of_the_bound() => Gen.Select(
        Gen.Int[1, 10_000], Gen.Int[1, 100], Gen.Int[1, 43_200], Gen.Int).Sample((deliveries, first, longest, seed) =>
    {
        var delay = RetryDelays.After(deliveries, Sec(first), Sec(longest), new Random(seed)).TotalSeconds;
        var bound = Math.Min(longest, first * Math.Pow(2, Math.Min(deliveries - 1, 30)));
        return delay >= (bound / 2) - 0.001 && delay <= bound + 0.001;
    });
}
