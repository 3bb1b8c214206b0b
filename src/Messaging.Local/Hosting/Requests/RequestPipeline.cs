using System.Text;

namespace Messaging.Local;

/// <summary>
/// What happens to every request: it is counted, may fail on demand, and goes to its operation and region.
/// </summary>
internal sealed class RequestPipeline(LocalBroker broker, TimeProvider time)
{
    private readonly LambdaRequests _lambda = new(broker.Functions, broker.Mappings);
    private readonly DelayedRequests _delayed = new(time);

    /// <summary>Gets how many requests a fault keeps waiting.</summary>
    public int Delayed => _delayed.Count;

    public async Task<WireResponse> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        if (request.Method == "GET" && broker.FindCertificate(request.Path) is { } certificate)
        {
            return new WireResponse(200, "application/x-pem-file", Encoding.ASCII.GetBytes(certificate))
            {
                RequestId = Guid.NewGuid().ToString(),
            };
        }

        if (_lambda.Find(request) is { } answer)
        {
            return await answer(cancellationToken).ConfigureAwait(false);
        }

        var exchange = Exchanges.Begin(request);
        var count = broker.Requests.Add(exchange);
        var (delay, failure) = broker.Faults.DrawRequest(exchange, request.Path);
        if (delay > TimeSpan.Zero)
        {
            await _delayed.WaitAsync(delay, cancellationToken).ConfigureAwait(false);
        }

        switch (failure)
        {
            case LocalBrokerFaultKind.Throttle:
                return exchange.Write(exchange.Service.Throttled());
            case LocalBrokerFaultKind.ServerError:
                return exchange.Write(exchange.Service.InternalFailure());
            case LocalBrokerFaultKind.DropRequest:
                throw Dropped("before");
        }

        var region = broker.RegionOf(exchange.Region ?? broker.Region);
        var response = await exchange
            .ExecuteAsync(request, region, request.Endpoint ?? broker.Endpoint, broker.Faults, cancellationToken)
            .ConfigureAwait(false);
        count?.AddMessages(response.Messages);
        return failure == LocalBrokerFaultKind.DropResponse ? throw Dropped("after") : response;
    }

    private static HttpRequestException Dropped(string when) => new(
        HttpRequestError.ConnectionError,
        $"The broker broke the connection {when} the request had its effect, as it was told to.",
        new IOException("The connection was reset."));
}
