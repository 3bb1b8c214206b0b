namespace Messaging.Local;

/// <summary>What a request of the Query protocol asks for, and how its service names things.</summary>
internal sealed record QueryRequest(Service Service, string? Action, QueryParameters Parameters, QueryNames Names, string Path)
{
    public RequestMembers Read()
    {
        if (Parameters.IsMalformed)
        {
            throw Service.MalformedQuery();
        }

        // At its own address a queue knows nothing of other queues.
        if (Action is "CreateQueue" or "ListQueues" && Path.AsSpan().Trim('/').Contains('/'))
        {
            throw Service.UnknownOperation(Action);
        }

        return new QueryMembers(Service, Parameters, Names);
    }
}
