using System.Globalization;

namespace Messaging.Local;

/// <summary>The topics of a region: created, changed, listed, deleted.</summary>
internal sealed class RegionTopics
{
    private readonly Region _region;
    private readonly SortedDictionary<string, Topic> _topics = new(StringComparer.Ordinal);

    public RegionTopics(Region region)
    {
        _region = region;
        Subscriptions = new RegionSubscriptions(region, this);
        Publishing = new RegionPublishing(region, this);
    }

    public RegionSubscriptions Subscriptions { get; }

    public RegionPublishing Publishing { get; }

    /// <summary>Gets the topics in the order of their names. The region's lock must be held.</summary>
    public IEnumerable<Topic> All => _topics.Values;

    public string Create(
        string name, IReadOnlyDictionary<string, string> attributes, IReadOnlyDictionary<string, string> tags) =>
        _region.Run(_ =>
        {
            TopicRules.CheckNew(name, attributes);
            if (_topics.TryGetValue(name, out var present))
            {
                TopicRules.CheckSame(present, attributes, tags);
                return present.Arn;
            }

            var topic = new Topic(name, $"arn:aws:sns:{_region.Name}:{_region.Options.AccountId}:{name}");
            foreach (var (key, value) in attributes.Where(attribute => attribute.Key != "FifoTopic"))
            {
                topic.Attributes[key] = value;
            }

            foreach (var (key, value) in tags)
            {
                topic.Tags[key] = value;
            }

            _topics.Add(name, topic);
            return topic.Arn;
        });

    /// <summary>Deletes a topic, if it is there. Its subscriptions linger.</summary>
    public void Delete(string arn) => _region.Run(_ =>
    {
        CheckArn(arn, "TopicArn");
        return _topics.Remove(Arns.ResourceOf(arn));
    });

    public T With<T>(string arn, Func<Topic, DateTime, T> work) => _region.Run(now => work(Get(arn), now));

    public void Set(string arn, string name, string value) => With(arn, (topic, _) =>
    {
        TopicRules.Check(name, value, string.Empty);
        if (name == "FifoTopic")
        {
            throw SnsErrors.InvalidParameter("AttributeName");
        }

        if (name == "MaximumMessageSize")
        {
            SubscriptionRules.CheckLargeTopic(
                int.Parse(value, CultureInfo.InvariantCulture), [.. topic.Subscriptions.Select(each => each.Protocol)]);
        }

        topic.Attributes[name] = value;
        return 0;
    });

    /// <summary>Finds a topic that must be there. The region's lock must be held.</summary>
    public Topic Get(string arn)
    {
        CheckArn(arn, "TopicArn");
        return Find(arn) ?? throw SnsErrors.NoTopic();
    }

    public Topic? Find(string arn) =>
        _topics.TryGetValue(Arns.ResourceOf(arn), out var topic) && topic.Arn == arn ? topic : null;

    public void Clear()
    {
        _topics.Clear();
        Subscriptions.Clear();
        Publishing.Clear();
    }

    private void CheckArn(string arn, string parameter)
    {
        var count = arn.Split(':').Length;
        if (count < 6)
        {
            throw SnsErrors.InvalidParameter($"{parameter} Reason: An ARN must have at least 6 elements, not {count}");
        }

        if (!Arns.IsOf(arn, "sns") || Arns.RegionOf(arn) != _region.Name)
        {
            throw SnsErrors.InvalidParameter(parameter);
        }
    }
}
