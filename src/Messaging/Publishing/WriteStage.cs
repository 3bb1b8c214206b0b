using System.Collections.ObjectModel;
using System.Text.Json;

namespace Messaging;

/// <summary>Writes the body and the attributes in the form that the route asks for.</summary>
internal sealed class WriteStage(MessageCatalog catalog)
{
    /// <exception cref="MessageWriteException">The message, a header or the group cannot be written.</exception>
    public OutgoingMessage Write(object message, Envelope envelope, Destination destination, PublishOptions? options)
    {
        var route = destination.Route;
        var group = options?.GroupId ?? route.GroupBy?.Invoke(message);
        GroupRules.Check(group, destination, options);

        // Each destination has its own; the others are not being written meanwhile.
        envelope.PartitionKey = group;
        var type = catalog[route.MessageType];
        var attributes = Attributes(message, envelope, destination, out var types);
        using var body = BodyBuffer.Take();
        try
        {
            if (route.IsRaw)
            {
                EnvelopeWriter.WriteRaw(body, type, message);
            }
            else
            {
                EnvelopeWriter.Write(body, envelope, type, message, headersInside: destination.Open.Limits.MaxAttributes == 0);
            }
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            throw new MessageWriteException(
                $"A message '{type.Name}' of type '{type.Type}' cannot be written as JSON: {exception.Message}", exception);
        }

        var outgoing = new OutgoingMessage
        {
            MessageId = envelope.Id!,
            MessageName = type.Name,
            Body = body.ToString(),
            Attributes = attributes,
            DataTypes = types,
            Subject = route.Subject?.Invoke(message),
            Source = route.Source ?? envelope.Source,
            Resources = route.Resources?.Invoke(message) ?? [],
            Time = envelope.Time,
            TraceParent = envelope.TraceParent,
            GroupId = group,
            DeduplicationId = destination.Open.Limits.IsFifo ? options?.DeduplicationId ?? envelope.Id : null,
            Delay = options?.Delay,
        };
        outgoing.Size = destination.Open.Limits.Measure?.Invoke(outgoing)
            ?? body.Length + attributes.Sum(attribute =>
                AttributeRules.Size(attribute.Key, attribute.Value, types.GetValueOrDefault(attribute.Key)));
        return outgoing;
    }

    private static Dictionary<string, string> Attributes(
        object message, Envelope envelope, Destination destination, out IReadOnlyDictionary<string, string> types)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        types = ReadOnlyDictionary<string, string>.Empty;
        if (destination.Open.Limits.MaxAttributes == 0)
        {
            return attributes;
        }

        attributes.Add(EnvelopeNames.Type, envelope.Type!);
        if (destination.Route.IsRaw)
        {
            AddMetadata(attributes, envelope);
        }

        foreach (var (name, value) in envelope.Headers ?? [])
        {
            AttributeRules.Check(name, value, envelope.Type!);
            attributes.Add(name, value);
        }

        if (destination.Route.Attributes.Count > 0)
        {
            types = AddFromMessage(attributes, message, envelope, destination.Route);
        }

        AttributeRules.CheckCount(attributes, destination, envelope);
        return attributes;
    }

    private static Dictionary<string, string> AddFromMessage(
        Dictionary<string, string> attributes, object message, Envelope envelope, Route route)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in route.Attributes)
        {
            if (attribute.Value(message) is not { Length: > 0 } value)
            {
                continue;
            }

            AttributeRules.Check(attribute.Name, value, envelope.Type!);
            if (!attributes.TryAdd(attribute.Name, value))
            {
                throw new MessageWriteException(
                    $"A message '{envelope.Type}' has a header '{attribute.Name}', and its route to '{route.Destination}' takes " +
                    "an attribute of that name from the message. Rename one of them.");
            }

            if (attribute.DataType != RouteAttribute.Text)
            {
                types.Add(attribute.Name, attribute.DataType);
            }
        }

        return types;
    }

    private static void AddMetadata(Dictionary<string, string> attributes, Envelope envelope)
    {
        attributes.Add(EnvelopeNames.Id, envelope.Id!);
        attributes.Add(EnvelopeNames.Source, envelope.Source!);
        attributes.Add(EnvelopeNames.Time, EnvelopeWriter.Format(envelope.Time)!);
        Add(EnvelopeNames.CorrelationId, envelope.CorrelationId);
        Add(EnvelopeNames.CausationId, envelope.CausationId);
        Add(EnvelopeNames.TraceParent, envelope.TraceParent);

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                attributes.Add(name, value);
            }
        }
    }
}
