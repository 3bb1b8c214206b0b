namespace Messaging.Local;

/// <summary>The limits of event-source mappings.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html</remarks>
internal static class MappingLimits
{
    public const int BatchSize = 10_000;
    public const int BatchSizeWithoutWindow = 10;
    public const int Filters = 5;
    public const int FewestConcurrent = 2;
    public const int MostConcurrent = 1000;

    // Lambda begins with five on a standard queue; groups limit a FIFO queue.
    public const int UsualConcurrency = 5;

    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    public const int EventBytes = 6 * 1024 * 1024;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <exception cref="ArgumentException">There are more filters than Lambda takes.</exception>
    public static void CheckFilters(ICollection<string> filters)
    {
        if (filters.Count > Filters)
        {
            throw new ArgumentException($"A mapping has at most {Filters} filters.", nameof(filters));
        }
    }

    /// <exception cref="ArgumentException">A value makes no sense for the queue.</exception>
    public static void Check(int batchSize, TimeSpan batchWindow, int? maxConcurrency, bool isFifo)
    {
        var most = isFifo || batchWindow == TimeSpan.Zero ? BatchSizeWithoutWindow : BatchSize;
        if (!isFifo && batchSize > most && batchSize <= BatchSize)
        {
            throw new ArgumentException(
                "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10", nameof(batchWindow));
        }

        if (batchSize < 1 || batchSize > most)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"The batch size of this queue is 1 to {most}.");
        }

        if (batchWindow < TimeSpan.Zero || batchWindow > (isFifo ? TimeSpan.Zero : Window)
            || batchWindow.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(batchWindow), batchWindow, "The window is whole seconds up to 5 minutes, and none on a FIFO queue.");
        }

        if (maxConcurrency is < FewestConcurrent or > MostConcurrent)
        {
            throw new ArgumentOutOfRangeException(nameof(maxConcurrency), maxConcurrency, "The concurrency is 2 to 1,000.");
        }
    }
}
