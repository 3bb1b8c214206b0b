using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Messaging.Sns;

/// <summary>Says in what form, in which groups and with which attributes the messages of a type go to a topic.</summary>
/// <typeparam name="TMessage">The type of the messages.</typeparam>
public sealed class TopicRouteBuilder<TMessage>
    where TMessage : notnull
{
    private readonly RouteBuilder<TMessage> _route = new();
    private readonly List<RouteAttribute> _attributes = [];
    private Func<object, string?>? _subject;

    internal TopicRouteBuilder()
    {
    }

    /// <summary>Takes the message group from the message. FIFO topics need one; <see cref="PublishOptions.GroupId"/> wins.</summary>
    /// <param name="group">Returns the group: 1 to 128 letters, digits and punctuation characters.</param>
    /// <returns>This builder.</returns>
    public TopicRouteBuilder<TMessage> GroupBy(Func<TMessage, string> group)
    {
        _route.GroupBy(group);
        return this;
    }

    /// <summary>Sends the bare JSON, with the metadata in attributes, for subscribers that know no envelope.</summary>
    /// <returns>This builder.</returns>
    public TopicRouteBuilder<TMessage> Raw()
    {
        _route.Raw();
        return this;
    }

    /// <summary>Sends a text of the message as an attribute too, so that subscriptions can filter by it.</summary>
    /// <param name="name">The attribute's name: 1 to 256 letters, digits, <c>_</c>, <c>-</c> and <c>.</c>.</param>
    /// <param name="value">Returns the text; null or empty leaves the attribute out.</param>
    /// <returns>This builder.</returns>
    public TopicRouteBuilder<TMessage> Attribute(string name, Func<TMessage, string?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, RouteAttribute.Text, value, value);
    }

    /// <summary>Sends a number of the message as an attribute too, so that subscriptions can filter by it.</summary>
    /// <param name="name">The attribute's name: 1 to 256 letters, digits, <c>_</c>, <c>-</c> and <c>.</c>.</param>
    /// <param name="value">Returns the number, of which SNS compares five decimals; null leaves the attribute out.</param>
    /// <returns>This builder.</returns>
    public TopicRouteBuilder<TMessage> Attribute(string name, Func<TMessage, decimal?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(name, RouteAttribute.Number, value, message => value(message)?.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Sends several texts of the message as one attribute. A filter matches when it matches one of them.</summary>
    /// <param name="name">The attribute's name: 1 to 256 letters, digits, <c>_</c>, <c>-</c> and <c>.</c>.</param>
    /// <param name="values">Returns the texts; none leaves the attribute out.</param>
    /// <returns>This builder.</returns>
    public TopicRouteBuilder<TMessage> Attribute(string name, Func<TMessage, IEnumerable<string>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Add(name, RouteAttribute.TextArray, values, message => Array(values(message)));
    }

    /// <summary>Gives messages a subject, which subscribers by e-mail see.</summary>
    /// <param name="subject">Returns up to 100 printable ASCII characters; null for none.</param>
    /// <returns>This builder.</returns>
    public TopicRouteBuilder<TMessage> Subject(Func<TMessage, string?> subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        _subject = message => Checked(subject((TMessage)message));
        _route.Settings[nameof(Subject)] = subject;
        return this;
    }

    internal Route Build(string topic) => _route.Build(SnsDestinationFactory.TopicKind, topic, _attributes, _subject);

    private TopicRouteBuilder<TMessage> Add(string name, string dataType, Delegate said, Func<TMessage, string?> value)
    {
        AttributeRules.Check(name, "x", typeof(TMessage).Name);
        _attributes.RemoveAll(attribute => attribute.Name == name);
        _attributes.Add(new RouteAttribute(name, dataType, message => value((TMessage)message)));
        _route.Settings[$"{nameof(Attribute)} '{name}'"] = (dataType, said);
        return this;
    }

    private static string? Array(IEnumerable<string>? texts)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        var isEmpty = true;
        foreach (var text in texts ?? [])
        {
            writer.WriteStringValue(text);
            isEmpty = false;
        }

        writer.WriteEndArray();
        writer.Flush();
        return isEmpty ? null : Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
    private static string? Checked(string? subject)
    {
        var isLegal = subject is null
            || (subject.Length is > 0 and <= SnsLimits.MaxSubjectLength && subject[0] != ' ' && !subject.AsSpan().ContainsAnyExceptInRange(' ', '~'));
        return isLegal ? subject : throw new MessageWriteException(
            $"The subject '{subject}' is not allowed. Use 1 to {SnsLimits.MaxSubjectLength} printable ASCII characters, not beginning with a blank.");
    }
}
