namespace Messaging;

/// <summary>Says in what form, and in which groups, the messages of a type go to a destination.</summary>
/// <typeparam name="TMessage">The type of the messages.</typeparam>
public sealed class RouteBuilder<TMessage>
    where TMessage : notnull
{
    internal RouteBuilder()
    {
    }

    internal bool IsRaw { get; private set; }

    internal Func<object, string?>? GroupSelector { get; private set; }

    internal Dictionary<string, object> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes the message group from the message. FIFO destinations need one; <see cref="PublishOptions.GroupId"/> wins.</summary>
    /// <param name="group">Returns the group: 1 to 128 letters, digits and punctuation characters.</param>
    /// <returns>This builder.</returns>
    public RouteBuilder<TMessage> GroupBy(Func<TMessage, string> group)
    {
        ArgumentNullException.ThrowIfNull(group);
        GroupSelector = message => group((TMessage)message);
        Settings[nameof(GroupBy)] = group;
        return this;
    }

    /// <summary>Sends the bare JSON, with the metadata in attributes, for consumers that know no envelope.</summary>
    /// <returns>This builder.</returns>
    public RouteBuilder<TMessage> Raw()
    {
        IsRaw = true;
        Settings[nameof(Raw)] = true;
        return this;
    }

    internal Route Build(
        string kind, string destination, IReadOnlyList<RouteAttribute>? attributes = null, Func<object, string?>? subject = null,
        string? source = null, Func<object, IReadOnlyList<string>>? resources = null) => new()
        {
            MessageType = typeof(TMessage),
            Kind = kind,
            Destination = destination,
            IsRaw = IsRaw,
            GroupBy = GroupSelector,
            Attributes = attributes ?? [],
            Subject = subject,
            Source = source,
            Resources = resources,
            Settings = Settings,
        };
}
