using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Everything that the application registered, gathered until the host starts.</summary>
internal sealed class MessagingRegistrations
{
    public Dictionary<Type, MessageRegistration> Messages { get; } = [];

    public List<Route> Routes { get; } = [];

    public List<IJsonTypeInfoResolver> JsonContracts { get; } = [];

    public List<Action<System.Text.Json.JsonSerializerOptions>> JsonSettings { get; } = [];

    public MiddlewareList Middleware { get; } = new();

    /// <summary>Gets the conflicts that were noticed while registering. They end the start of the application.</summary>
    public List<string> Conflicts { get; } = [];

    /// <summary>Gets what finds conflicts when all is registered.</summary>
    public List<Func<IEnumerable<string>>> LateConflicts { get; } = [];

    /// <summary>Finds the registrations of a service collection, or adds them.</summary>
    public static MessagingRegistrations Of(IServiceCollection services)
    {
        var found = services.FirstOrDefault(service => service.ServiceType == typeof(MessagingRegistrations));
        if (found?.ImplementationInstance is MessagingRegistrations registrations)
        {
            return registrations;
        }

        registrations = new MessagingRegistrations();
        services.AddSingleton(registrations);
        return registrations;
    }

    /// <summary>Adds a type that a route or a handler uses, under its default name unless it has another.</summary>
    public void Use<TMessage>()
        where TMessage : notnull
    {
        if (!Messages.ContainsKey(typeof(TMessage)))
        {
            Messages.Add(typeof(TMessage), new MessageBuilder<TMessage>().Message);
        }
    }

    public void Add(MessageRegistration message)
    {
        message.IsExplicit = true;
        if (Messages.TryGetValue(message.Type, out var before) && before.IsExplicit)
        {
            if (before.Name != message.Name)
            {
                Conflicts.Add(
                    $"Messages of type '{message.Type}' were registered as '{before.Name}' and as '{message.Name}'. Keep one AddMessage.");
            }

            if (before.Contract is { } contract && (message.Contract ??= contract) != contract)
            {
                Conflicts.Add($"Messages of type '{message.Type}' were given two JSON contracts by UseJson. Keep one.");
            }

            message.AlsoReads.AddRange(before.AlsoReads.Except(message.AlsoReads, StringComparer.Ordinal));
        }

        Messages[message.Type] = message;
    }

    public void Add(Route route)
    {
        var before = Routes.Find(other =>
            other.MessageType == route.MessageType && other.Kind == route.Kind && other.Destination == route.Destination);
        if (before is null)
        {
            Routes.Add(route);
        }
        else if (Differences(before, route) is { Count: > 0 } differences)
        {
            Conflicts.Add(
                $"Messages of type '{route.MessageType}' are routed to the {route.Kind} '{route.Destination}' twice, with different " +
                $"{string.Join(", ", differences)}. Keep one route; functions count as the same only where the same code makes them " +
                "and they capture nothing.");
        }
    }

    private static List<string> Differences(Route one, Route other) =>
    [
        .. one.Settings.Keys.Union(other.Settings.Keys, StringComparer.Ordinal)
            .Where(name => !Equals(one.Settings.GetValueOrDefault(name), other.Settings.GetValueOrDefault(name))),
    ];
}
