namespace Messaging.Aws;

/// <summary>Lists a page of the subscriptions of a topic.</summary>
internal sealed class ListSubscriptionsByTopicRequest(string topicArn, string? nextToken)
    : QueryRequest<Page<TopicSubscription>>("ListSubscriptionsByTopic")
{
    public override Page<TopicSubscription> Read(ref XmlCursor xml)
    {
        var subscriptions = new List<TopicSubscription>();
        string? token = null;
        var result = xml.Depth;
        while (xml.ReadChild(result))
        {
            if (xml.Is("NextToken"u8))
            {
                token = xml.ReadText();
            }
            else if (xml.Is("Subscriptions"u8))
            {
                var list = xml.Depth;
                while (xml.ReadChild(list))
                {
                    subscriptions.Add(ReadSubscription(ref xml));
                }
            }
        }

        return new Page<TopicSubscription>(subscriptions, token);
    }

    protected override void Write(QueryWriter writer)
    {
        writer.Add("TopicArn"u8, topicArn);
        writer.Add("NextToken"u8, nextToken);
    }

    private TopicSubscription ReadSubscription(ref XmlCursor xml)
    {
        string? arn = null, topic = null, protocol = null, endpoint = null, owner = null;
        var member = xml.Depth;
        while (xml.ReadChild(member))
        {
            if (xml.Is("SubscriptionArn"u8))
            {
                arn = xml.ReadText();
            }
            else if (xml.Is("TopicArn"u8))
            {
                topic = xml.ReadText();
            }
            else if (xml.Is("Protocol"u8))
            {
                protocol = xml.ReadText();
            }
            else if (xml.Is("Endpoint"u8))
            {
                endpoint = xml.ReadText();
            }
            else if (xml.Is("Owner"u8))
            {
                owner = xml.ReadText();
            }
        }

        return new TopicSubscription
        {
            SubscriptionArn = arn ?? throw new FormatException("The answer has a subscription without an ARN."),
            TopicArn = topic ?? topicArn,
            Protocol = protocol ?? "",
            Endpoint = endpoint ?? "",
            Owner = owner,
        };
    }
}
