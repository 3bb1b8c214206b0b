namespace Messaging.Local;

/// <summary>Refuses an operation that EventBridge has and this broker does not.</summary>
internal sealed class UnavailableOperation(string name) : Operation(name)
{
    public static IEnumerable<Operation> All { get; } = new[]
    {
        "CreateArchive", "DescribeArchive", "UpdateArchive", "DeleteArchive", "ListArchives",
        "StartReplay", "DescribeReplay", "CancelReplay", "ListReplays",
        "CreateApiDestination", "DescribeApiDestination", "UpdateApiDestination", "DeleteApiDestination",
        "ListApiDestinations",
        "CreateConnection", "DescribeConnection", "UpdateConnection", "DeleteConnection", "DeauthorizeConnection",
        "ListConnections",
        "CreateEndpoint", "DescribeEndpoint", "UpdateEndpoint", "DeleteEndpoint", "ListEndpoints",
        "CreatePartnerEventSource", "DescribePartnerEventSource", "DeletePartnerEventSource", "ListPartnerEventSources",
        "ListPartnerEventSourceAccounts", "PutPartnerEvents", "ActivateEventSource", "DeactivateEventSource",
        "DescribeEventSource", "ListEventSources",
    }.Select(name => new UnavailableOperation(name)).ToList();

    protected override void Execute(OperationCall call) => throw EventBridgeErrors.NotAvailable(Name);
}
