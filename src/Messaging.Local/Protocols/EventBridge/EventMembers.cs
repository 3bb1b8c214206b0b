using System.Globalization;

namespace Messaging.Local;

/// <summary>Reads and writes what several operations of EventBridge have in common.</summary>
internal static class EventMembers
{
    private static readonly string[] RequiredOfEvents = ["id", "account", "source", "time", "region", "detail-type"];

    public static EventEntry ReadEntry(RequestMembers members) => new()
    {
        Time = members.Time("Time"),
        Source = members.Text("Source"),
        DetailType = members.Text("DetailType"),
        Detail = members.Text("Detail"),
        Bus = members.Text("EventBusName"),
        Resources = members.Texts("Resources") ?? [],
        TraceHeader = members.Text("TraceHeader"),
    };

    public static Target ReadTarget(RequestMembers members)
    {
        var transformer = members.Structure("InputTransformer");
        var retries = members.Structure("RetryPolicy");
        return new Target(members.RequiredText("Id"), members.RequiredText("Arn"))
        {
            RoleArn = members.Text("RoleArn"),
            Input = members.Text("Input"),
            InputPath = members.Text("InputPath"),
            Transformer = transformer is null
                ? null
                : new InputTransformer(
                    transformer.Map("InputPathsMap") ?? EmptyMap.Value, transformer.RequiredText("InputTemplate")),
            GroupId = members.Structure("SqsParameters")?.Text("MessageGroupId"),
            DeadLetterArn = members.Structure("DeadLetterConfig")?.Text("Arn"),
            MaxAttempts = retries?.Number("MaximumRetryAttempts"),
            MaxAgeSeconds = retries?.Number("MaximumEventAgeInSeconds"),
        };
    }

    public static void WriteTarget(ResultWriter writer, Target target)
    {
        writer.Text("Id", target.Id);
        writer.Text("Arn", target.Arn);
        writer.Text("RoleArn", target.RoleArn);
        writer.Text("Input", target.Input);
        writer.Text("InputPath", target.InputPath);
        if (target.Transformer is { } transformer)
        {
            writer.Structure("InputTransformer", inner =>
            {
                inner.Map("InputPathsMap", [.. transformer.Paths]);
                inner.Text("InputTemplate", transformer.Template);
            });
        }

        WriteText(writer, "SqsParameters", "MessageGroupId", target.GroupId);
        WriteText(writer, "DeadLetterConfig", "Arn", target.DeadLetterArn);
        if (target.MaxAttempts is not null || target.MaxAgeSeconds is not null)
        {
            writer.Structure("RetryPolicy", inner =>
            {
                inner.Number("MaximumRetryAttempts", target.MaxAttempts ?? EventBridgeLimits.Attempts);
                inner.Number("MaximumEventAgeInSeconds", target.MaxAgeSeconds ?? EventBridgeLimits.AgeSeconds);
            });
        }
    }

    public static void WriteNoFailures(ResultWriter writer)
    {
        writer.Number("FailedEntryCount", 0);
        writer.List<string>("FailedEntries", [], static (_, _) => { });
    }

    public static void WriteBus(ResultWriter writer, EventBus bus)
    {
        writer.Text("Name", bus.Name);
        writer.Text("Arn", bus.Arn);
        writer.Text("Description", bus.Description);
        writer.Text("Policy", bus.Policy);
        writer.Time("CreationTime", bus.CreatedAt);
        writer.Time("LastModifiedTime", bus.CreatedAt);
    }

    public static void WriteRule(ResultWriter writer, Rule rule)
    {
        writer.Text("Name", rule.Name);
        writer.Text("Arn", rule.Arn);
        writer.Text("EventPattern", rule.PatternText);
        writer.Text("State", rule.State);
        writer.Text("Description", rule.Description);
        writer.Text("RoleArn", rule.RoleArn);
        writer.Text("EventBusName", rule.Bus);
    }

    public static T WithRule<T>(OperationCall call, string member, Func<Rule, T> work) => call.Region.Buses.Rules.With(
        call.Request.RequiredText(member), call.Request.Text("EventBusName"), work);

    public static Dictionary<string, string> ReadTags(RequestMembers request)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in request.List("Tags") ?? [])
        {
            tags[tag.RequiredText("Key")] = tag.RequiredText("Value");
        }

        return tags;
    }

    public static T WithTags<T>(OperationCall call, Func<SortedDictionary<string, string>, T> work)
    {
        var arn = call.Request.RequiredText("ResourceARN");
        return call.Region.Run(now =>
        {
            foreach (var bus in call.Region.Buses.All(now))
            {
                var tags = bus.Arn == arn ? bus.Tags : bus.Rules.Values.FirstOrDefault(rule => rule.Arn == arn)?.Tags;
                if (tags is not null)
                {
                    return work(tags);
                }
            }

            throw EventBridgeErrors.NotFound($"Resource {arn} does not exist.");
        });
    }

    /// <summary>Reads an event that has all members which a delivered one has.</summary>
    public static EventNode ReadWholeEvent(string text)
    {
        var node = EventNode.TryParse(text);
        return node?.Fields is { } fields && RequiredOfEvents.All(fields.ContainsKey)
            ? node
            : throw EventBridgeErrors.Validation("Parameter Event is not valid.");
    }

    /// <summary>Writes as many items as were asked for from where the token says, and the token of the next.</summary>
    public static void WritePage<T>(OperationCall call, string name, List<T> items, Action<ResultWriter, T> write)
    {
        var limit = call.Request.Number("Limit") ?? EventBridgeLimits.PageSize;
        if (limit is < 1 or > EventBridgeLimits.PageSize)
        {
            throw EventBridgeErrors.Constraint($"'{limit}'", "limit", "Member must have value between 1 and 100");
        }

        var from = 0;
        if (call.Request.Text("NextToken") is { Length: > 0 } token
            && !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out from))
        {
            throw EventBridgeErrors.Validation("Parameter NextToken is not valid.");
        }

        call.Result.List(name, [.. items.Skip(from).Take(limit)], write);
        var next = (long)from + limit;
        call.Result.Text("NextToken", next < items.Count ? next.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static void WriteText(ResultWriter writer, string name, string member, string? value)
    {
        if (value is not null)
        {
            writer.Structure(name, inner => inner.Text(member, value));
        }
    }
}
