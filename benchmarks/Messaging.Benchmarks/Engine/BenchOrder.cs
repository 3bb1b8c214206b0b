using System.Globalization;

namespace Messaging.Benchmarks;

/// <summary>The message that is published and handled.</summary>
/// <param name="Number">Tells it from others.</param>
/// <param name="Customer">Some text.</param>
/// <param name="SentAt">When it was sent, in ticks of the clock that measures.</param>
internal sealed record BenchOrder(int Number, string Customer, long SentAt)
{
    public const string Name = "bench.order.v1";

    public static BenchOrder Create(int number) => new(
        number, string.Create(CultureInfo.InvariantCulture, $"customer-{number % 100} of the benchmark"), TimeProvider.System.GetTimestamp());
}
