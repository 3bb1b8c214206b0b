namespace Messaging.Local;

/// <summary>Finds out which protocol a request speaks, which service it is for and what it asks for.</summary>
/// <remarks>
/// AWS has an address per service; here all services share one, so that what the request says must decide: the target
/// of AWS JSON, or else the version of the Query protocol, the service that the request is signed for, the host, and at
/// last which service has such an action.
/// </remarks>
internal static class Exchanges
{
    // What several of them have, such as AddPermission, is for the first, where nothing else decides.
    private static readonly List<(Service Service, string Version)> Services =
        [(SqsService.Instance, "2012-11-05"), (SnsService.Instance, "2010-03-31"), (StsService.Instance, "2011-06-15")];

    // What requests are signed for here. Those of Lambda that are not for a function come this far, too.
    private static readonly string[] Known = [.. Services.Select(known => known.Service.Name), EventBridgeService.Instance.Name, "lambda"];

    private static readonly string[] SnsArns = ["TopicArn", "SubscriptionArn"];

    public static Exchange Begin(WireRequest request)
    {
        var scope = CredentialScope.OfHeader(request.Authorization);
        if (scope is { } signed && !Known.Contains(signed.Service))
        {
            return new AbsentServiceExchange(signed.Service, request);
        }

        if (request.Target is { } target)
        {
            return JsonExchange.Begin(target, request, scope?.Region);
        }

        var parameters = QueryParameters.Parse(request.Query, request.Body.Span);
        var action = parameters["Action"] is { Length: > 0 } name ? name : null;
        scope ??= CredentialScope.OfCredential(parameters["X-Amz-Credential"]);
        var service = ServiceOf(request, parameters["Version"], scope?.Service, action);
        QueryNames names = service switch
        {
            SnsService => SnsQueryNames.Sns,
            StsService => SnsQueryNames.Sts,
            _ => new SqsQueryNames(action ?? string.Empty),
        };
        var query = new QueryRequest(service, action, parameters, names, request.Path);
        var region = scope?.Region ?? (action is "ConfirmSubscription" or "Unsubscribe" ? RegionOfArn(parameters) : null);
        return request.Accept?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true
            ? new JsonQueryExchange(query) { Region = region }
            : new QueryExchange(query) { Region = region };
    }

    // The addresses that confirm and cancel subscriptions are asked without a signature; on AWS their host names the region.
    private static string? RegionOfArn(QueryParameters parameters) => SnsArns
        .Select(name => parameters[name])
        .OfType<string>()
        .Where(arn => Arns.IsOf(arn, SnsService.Instance.Name))
        .Select(Arns.RegionOf)
        .FirstOrDefault(CredentialScope.IsRegion);

    private static Service ServiceOf(WireRequest request, string? version, string? signedFor, string? action)
    {
        if (version is not null)
        {
            return Services.Find(known => known.Version == version).Service ?? SqsService.Instance;
        }

        if (signedFor is not null)
        {
            return Services.Find(known => known.Service.Name == signedFor).Service ?? SqsService.Instance;
        }

        return Services.Find(known => request.Host?.StartsWith(known.Service.Name + ".", StringComparison.OrdinalIgnoreCase) == true).Service
            ?? Services.Find(known => action is not null && known.Service.Find(action) is not null).Service
            ?? SqsService.Instance;
    }
}
