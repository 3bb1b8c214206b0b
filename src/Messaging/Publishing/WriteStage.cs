using System.Buffers;
using System.Text;
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
        envelope.PartitionKey ??= group;
        var type = catalog[route.MessageType];
        var attributes = Attributes(envelope, destination);
        var body = new ArrayBufferWriter<byte>(512);
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

        return new OutgoingMessage
        {
            MessageId = envelope.Id!,
            MessageName = type.Name,
            Body = Encoding.UTF8.GetString(body.WrittenSpan),
            Size = body.WrittenCount + attributes.Sum(attribute => AttributeRules.Size(attribute.Key, attribute.Value)),
            Attributes = attributes,
            GroupId = group,
            DeduplicationId = destination.Open.Limits.IsFifo ? options?.DeduplicationId ?? envelope.Id : null,
            Delay = options?.Delay,
        };
    }

    private static Dictionary<string, string> Attributes(Envelope envelope, Destination destination)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
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

        AttributeRules.CheckCount(attributes, destination, envelope);
        return attributes;
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
