namespace Messaging.Local;

/// <summary>
/// What happens to every request: it is counted, may fail on demand, and goes to its operation and region.
/// </summary>
internal sealed class RequestPipeline(LocalBroker broker, TimeProvider time)
{
    public async Task<WireResponse> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        var operation = AwsJsonProtocol.FindOperation(request.Target);
        broker.Requests.Add(operation?.Name);
        var action = operation?.Name ?? string.Empty;
        var (delay, failure) = broker.Faults.DrawRequest(action);
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }

        switch (failure)
        {
            case LocalBrokerFaultKind.Throttle:
                return AwsJsonProtocol.Write(SqsErrors.RequestThrottled());
            case LocalBrokerFaultKind.ServerError:
                return AwsJsonProtocol.Write(SqsErrors.InternalFailure());
            case LocalBrokerFaultKind.DropRequest:
                throw Dropped("before");
        }

        var region = broker.RegionOf(CredentialScope.RegionOf(request.Authorization) ?? broker.Region);
        var call = new WireCall(region, broker.AddressOfQueues, request.Body)
        {
            TraceHeader = request.TraceHeader,
            EntryFails = () => broker.Faults.DrawEntry(action),
        };
        var response = await AwsJsonProtocol.ExecuteAsync(operation, call, cancellationToken).ConfigureAwait(false);
        broker.Requests.AddMessages(action, response.Messages);
        return failure == LocalBrokerFaultKind.DropResponse ? throw Dropped("after") : response;
    }

    private static HttpRequestException Dropped(string when) => new(
        HttpRequestError.ConnectionError,
        $"The broker broke the connection {when} the request had its effect, as it was told to.",
        new IOException("The connection was reset."));
}
