using System.Xml;

namespace Messaging.Local;

/// <summary>The Query protocol of SQS and SNS: parameters in, XML out.</summary>
/// <remarks>https://smithy.io/2.0/aws/protocols/aws-query-protocol.html</remarks>
internal sealed class QueryExchange(Service service, string? action, QueryForm form, QueryNames names)
    : Exchange(service, action)
{
    private const string ContentType = "text/xml";

    public override WireResponse Write(ServiceException error)
    {
        if (Action is null)
        {
            return new WireResponse(404, ContentType, "<UnknownOperationException/>"u8.ToArray()) { RequestId = RequestId };
        }

        var bytes = QueryResultWriter.Document(xml =>
        {
            xml.WriteStartElement("ErrorResponse", names.Namespace);
            xml.WriteStartElement("Error", names.Namespace);
            Element(xml, "Type", error.IsSenderFault ? "Sender" : "Receiver");
            Element(xml, "Code", error.QueryCode);
            Element(xml, "Message", error.QueryMessage ?? error.Message);
            if (Service is SqsService)
            {
                Element(xml, "Detail", string.Empty);
            }

            xml.WriteEndElement();
            Element(xml, "RequestId", RequestId);
            xml.WriteEndElement();
        });
        return new WireResponse((int)error.Status, ContentType, bytes) { RequestId = RequestId };
    }

    protected override RequestMembers Read() => new QueryMembers(Service, form, names);

    protected override ResultWriter CreateResult() => new QueryResultWriter(names);

    protected override WireResponse Finish(ResultWriter? result)
    {
        var bytes = QueryResultWriter.Document(xml =>
        {
            xml.WriteStartElement(Action + "Response", names.Namespace);
            if (result is QueryResultWriter writer)
            {
                writer.WriteTo(xml, Action + "Result");
            }
            else if (Service is SnsService && Action is not null)
            {
                // Where an operation of SNS answers nothing, its result is an empty element.
                Element(xml, Action + "Result", string.Empty);
            }

            xml.WriteStartElement("ResponseMetadata", names.Namespace);
            Element(xml, "RequestId", RequestId);
            xml.WriteEndElement();
            xml.WriteEndElement();
        });
        return new WireResponse(200, ContentType, bytes) { RequestId = RequestId };
    }

    private void Element(XmlWriter xml, string name, string value) =>
        xml.WriteElementString(name, names.Namespace, value);
}
