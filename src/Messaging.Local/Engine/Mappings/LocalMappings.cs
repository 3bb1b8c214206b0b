using System.Collections.Concurrent;

namespace Messaging.Local;

/// <summary>The event-source mappings of the embedded broker: queues that invoke functions.</summary>
/// <remarks>It is safe to use from many threads.</remarks>
public sealed class LocalMappings
{
    private readonly ConcurrentDictionary<string, EventSourceMapping> _mappings = new(StringComparer.Ordinal);
    private readonly BrokerParts _parts;

    internal LocalMappings(BrokerParts parts) => _parts = parts;

    /// <summary>Lets a queue invoke a function from now on.</summary>
    /// <param name="queue">The name or the ARN of the queue. It may be created later.</param>
    /// <param name="function">
    /// The name or the ARN of the function. One that is not there is added by <see cref="LocalFunctions.AddRuntime"/>.
    /// </param>
    /// <param name="options">How; null for the defaults, which are those of AWS. They are copied.</param>
    /// <returns>The mapping.</returns>
    /// <exception cref="ArgumentException">
    /// Thrown when a value makes no sense, and when the visibility timeout of the queue is shorter than the function's time limit.
    /// </exception>
    public LocalMapping Add(string queue, string function, LocalMappingOptions? options = null) =>
        AddMapping(queue, function, options).Description;

    /// <summary>Removes a mapping. An invocation that is under way acknowledges nothing.</summary>
    /// <param name="id">The id of the mapping.</param>
    /// <returns>True when it was there.</returns>
    public bool Remove(string id)
    {
        if (!_mappings.TryRemove(id, out var mapping))
        {
            return false;
        }

        mapping.Dispose();
        return true;
    }

    /// <summary>Lists the mappings.</summary>
    /// <returns>The mappings, oldest first.</returns>
    public IReadOnlyList<LocalMapping> List() =>
        [.. _mappings.Values.Select(mapping => mapping.Description).OrderBy(mapping => mapping.CreatedAt)];

    internal EventSourceMapping AddMapping(string queue, string function, LocalMappingOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        ArgumentException.ThrowIfNullOrEmpty(function);
        var (region, name, arn) = Resolve(queue, function);
        var copy = (options ?? new LocalMappingOptions()).CheckedCopy(name.EndsWith(".fifo", StringComparison.Ordinal));
        CheckVisibility(region, name, _parts.Functions.GetOrAdd(arn));
        var mapping = new EventSourceMapping(region, name, Describe(region.ArnOf(name), arn, copy), copy);
        _mappings[mapping.Description.Id] = mapping;
        mapping.Start();
        return mapping;
    }

    internal LocalMapping? Find(string queue, string function)
    {
        var (region, name, arn) = Resolve(queue, function);
        var queueArn = region.ArnOf(name);
        return List().FirstOrDefault(mapping => mapping.QueueArn == queueArn && mapping.FunctionArn == arn);
    }

    internal void Clear()
    {
        foreach (var id in _mappings.Keys)
        {
            Remove(id);
        }
    }

    private (Region Region, string Queue, string FunctionArn) Resolve(string queue, string function) => (
        _parts.RegionOf(Arns.IsOf(queue, "sqs") ? Arns.RegionOf(queue) : _parts.Options.Region),
        Arns.IsOf(queue, "sqs") ? Arns.ResourceOf(queue) : queue,
        Arns.IsOf(function, "lambda") ? function : _parts.Functions.ArnOf(function));

    private static void CheckVisibility(Region region, string queue, LocalFunction function)
    {
        var limit = (function as RuntimeFunction)?.Limit ?? function.Options.Timeout;
        if (region.Run(_ => region.Queues.Find(queue)?.Settings.VisibilitySeconds) is { } seconds
            && limit is { } longest && seconds < longest.TotalSeconds)
        {
            throw new ArgumentException(
                $"Queue visibility timeout: {seconds} seconds is less than Function timeout: {longest.TotalSeconds} seconds", nameof(queue));
        }
    }

    private LocalMapping Describe(string queueArn, string functionArn, LocalMappingOptions options) => new()
    {
        Id = Guid.NewGuid().ToString(),
        QueueArn = queueArn,
        FunctionArn = functionArn,
        BatchSize = options.BatchSize,
        BatchWindow = options.BatchWindow,
        ReportBatchItemFailures = options.ReportBatchItemFailures,
        MaxConcurrency = options.MaxConcurrency,
        Filters = [.. options.Filters],
        CreatedAt = _parts.Time.GetUtcNow(),
    };
}
