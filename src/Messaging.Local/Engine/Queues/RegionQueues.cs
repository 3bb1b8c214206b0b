using System.Globalization;

namespace Messaging.Local;

/// <summary>The queues of a region as things that are created, changed, listed and deleted.</summary>
internal sealed class RegionQueues(Region region) : IDisposable
{
    private readonly SortedDictionary<string, SqsQueue> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqsQueue> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> _deletedAt = new(StringComparer.Ordinal);

    /// <summary>Gets the queues in the order of their names. The region's lock must be held.</summary>
    public IEnumerable<SqsQueue> All => _queues.Values;

    /// <summary>Finds a queue, or null. The region's lock must be held.</summary>
    public SqsQueue? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Finds a queue that must be there. The region's lock must be held.</summary>
    public SqsQueue Get(string name) => Find(name) ?? throw SqsErrors.QueueDoesNotExist();

    /// <summary>Counts the receives that wait at a queue; 0 where there is no such queue.</summary>
    public int CountPolls(string name) => region.Run(_ => Find(name)?.Polls.Count ?? 0);

    public string Create(
        string name, IReadOnlyDictionary<string, string> attributes, IReadOnlyDictionary<string, string> tags) =>
        region.Run(now =>
        {
            if (Find(name) is { } existing)
            {
                QueueRules.CheckSame(existing.Settings, attributes);
                return name;
            }

            var settings = QueueRules.CheckNew(name, attributes);
            CheckCooldown(name, now);
            CheckRedrive(settings, region.ArnOf(name));
            QueueRules.CheckTags(tags.Count);
            var queue = new SqsQueue(region, name, region.NextQueueNumber(), settings, now);
            foreach (var (key, value) in tags)
            {
                queue.Tags[key] = value;
            }

            _queues.Add(name, queue);
            _byName.Add(name, queue);
            return name;
        });

    public void Delete(string name) => region.Run(now =>
    {
        var queue = Get(name);
        queue.Clear(now);
        queue.Polls.Fail(SqsErrors.QueueDoesNotExist());
        _queues.Remove(name);
        _byName.Remove(name);
        if (region.Options.EnforceDeleteCooldown)
        {
            _deletedAt[name] = now;
        }

        return 0;
    });

    /// <summary>Deletes all queues at once. The region's lock must be held.</summary>
    public void Clear(DateTime now)
    {
        foreach (var queue in _byName.Values)
        {
            queue.Clear(now);
            queue.Polls.Fail(SqsErrors.QueueDoesNotExist());
        }

        _queues.Clear();
        _byName.Clear();
        _deletedAt.Clear();
    }

    public void Purge(string name) => region.Run(now =>
    {
        Get(name).Purge(now);
        return 0;
    });

    public void Change(string name, IReadOnlyDictionary<string, string> attributes) => region.Run(now =>
    {
        var queue = Get(name);
        var settings = QueueAttributes.Apply(queue.Settings, attributes);
        if (attributes.ContainsKey("RedrivePolicy"))
        {
            CheckRedrive(settings, queue.Arn);
        }

        queue.Change(settings, now);
        return 0;
    });

    /// <summary>Returns the attributes with these names that the queue has; <c>All</c> means all of them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes(string name, IReadOnlyList<string> names) =>
        region.Run(now =>
        {
            var queue = Get(name);
            queue.Advance(now);
            if (names.FirstOrDefault(each => !IsKnown(each)) is { } unknown)
            {
                throw SqsErrors.UnknownAttribute(unknown);
            }

            var all = names.Contains("All", StringComparer.Ordinal);
            return Describe(queue)
                .Where(attribute => all || names.Contains(attribute.Key, StringComparer.Ordinal))
                .ToList();
        });

    /// <summary>Returns one page of names, and where the next begins.</summary>
    public QueuePage List(string? prefix, int? most, string? token) => region.Run(_ =>
    {
        var names = _queues.Keys.Where(name => name.StartsWith(prefix ?? string.Empty, StringComparison.Ordinal));
        return QueuePage.Cut(names, most, token);
    });

    public QueuePage ListDeadLetterSources(string name, int? most, string? token) => region.Run(_ =>
    {
        var arn = Get(name).Arn;
        var sources = _queues.Values.Where(queue => queue.Settings.Redrive?.TargetArn == arn);
        return QueuePage.Cut(sources.Select(queue => queue.Name), most, token);
    });

    public void Tag(string name, IReadOnlyDictionary<string, string> tags) => With(name, (queue, _) =>
    {
        QueueRules.CheckTags(queue.Tags.Concat(tags).Select(tag => tag.Key).Distinct(StringComparer.Ordinal).Count());
        foreach (var (key, value) in tags)
        {
            queue.Tags[key] = value;
        }

        return 0;
    });

    public void Untag(string name, IReadOnlyList<string> keys) =>
        With(name, (queue, _) => keys.Count(queue.Tags.Remove));

    public void AddPermission(
        string name, string label, IReadOnlyList<string> accounts, IReadOnlyList<string> actions) =>
        With(name, (queue, now) =>
        {
            var policy = PolicyStatements.Add(queue.Settings.Policy, queue.Arn, label, accounts, actions);
            queue.Change(queue.Settings with { Policy = policy }, now);
            return 0;
        });

    public void RemovePermission(string name, string label) => With(name, (queue, now) =>
    {
        queue.Change(queue.Settings with { Policy = PolicyStatements.Remove(queue.Settings.Policy, label) }, now);
        return 0;
    });

    /// <summary>Reads or changes something of one queue under the lock.</summary>
    public T With<T>(string name, Func<SqsQueue, DateTime, T> work)
    {
        using var turn = region.Enter();
        return work(Get(name), turn.Now);
    }

    public void Dispose()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Polls.Fail(new ObjectDisposedException(nameof(LocalBroker)));
        }
    }

    private void CheckCooldown(string name, DateTime now)
    {
        if (_deletedAt.TryGetValue(name, out var deletedAt) && now - deletedAt < SqsLimits.Cooldown)
        {
            throw SqsErrors.QueueDeletedRecently();
        }
    }

    private void CheckRedrive(QueueSettings settings, string arn)
    {
        if (settings.Redrive is not { } redrive)
        {
            return;
        }

        if (!Arns.IsOf(redrive.TargetArn, "sqs"))
        {
            throw RedrivePolicy.Invalid(redrive.Json, "Invalid value for deadLetterTargetArn.");
        }

        // A queue may be its own dead-letter queue, at its creation too.
        var targetSettings = redrive.TargetArn == arn ? settings : region.FindByArn(redrive.TargetArn)?.Settings;
        if (targetSettings is null)
        {
            throw RedrivePolicy.Invalid(redrive.Json, "Dead letter target does not exist.");
        }

        if (targetSettings.Fifo != settings.Fifo)
        {
            throw RedrivePolicy.Invalid(
                redrive.Json, "The dead-letter queue must be of the same type, standard or FIFO.");
        }

        if (targetSettings.RedriveAllow?.Allows(arn) == false)
        {
            throw RedrivePolicy.Invalid(
                redrive.Json, "Queue does not have permission to access the dead letter queue.");
        }
    }

    private static bool IsKnown(string name) => QueueAttributes.Has(name) || name is "All" or "QueueArn"
        or "CreatedTimestamp" or "LastModifiedTimestamp" or "ApproximateNumberOfMessages"
        or "ApproximateNumberOfMessagesNotVisible" or "ApproximateNumberOfMessagesDelayed";

    private static IEnumerable<KeyValuePair<string, string>> Describe(SqsQueue queue)
    {
        foreach (var attribute in QueueAttributes.All)
        {
            if (attribute.Show(queue.Settings) is { } value)
            {
                yield return new(attribute.Name, value);
            }
        }

        yield return new("QueueArn", queue.Arn);
        yield return new("CreatedTimestamp", Seconds(queue.CreatedAt));
        yield return new("LastModifiedTimestamp", Seconds(queue.ModifiedAt));
        yield return new("ApproximateNumberOfMessages", Number(queue.Messages.Count(MessageState.Visible)));
        yield return new("ApproximateNumberOfMessagesNotVisible", Number(queue.Messages.Count(MessageState.InFlight)));
        yield return new("ApproximateNumberOfMessagesDelayed", Number(queue.Messages.Count(MessageState.Delayed)));
    }

    private static string Seconds(DateTime time) => Number(new DateTimeOffset(time).ToUnixTimeSeconds());

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
