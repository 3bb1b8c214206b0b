namespace Messaging.Local;

/// <summary>Finds out which protocol a request speaks, which service it is for and what it asks for.</summary>
/// <remarks>
/// AWS has an address per service; here all services share one, so that what the request says must decide: the target
/// of AWS JSON, or else the version of the Query protocol, the service that the request is signed for, the host, and at
/// last which service has such an action.
/// </remarks>
internal static class Exchanges
{
    private const string SnsVersion = "2010-03-31";

    private static readonly string[] SnsArns = ["TopicArn", "SubscriptionArn"];

    public static Exchange Begin(WireRequest request)
    {
        var scope = CredentialScope.OfHeader(request.Authorization);
        if (request.Target is { } target)
        {
            return JsonExchange.Begin(target, request, scope?.Region);
        }

        var parameters = QueryParameters.Parse(request.Query, request.Body.Span);
        var action = parameters["Action"] is { Length: > 0 } name ? name : null;
        scope ??= CredentialScope.OfCredential(parameters["X-Amz-Credential"]);
        var isSns = IsForSns(request, parameters["Version"], scope?.Service, action);
        var query = new QueryRequest(
            isSns ? SnsService.Instance : SqsService.Instance,
            action,
            parameters,
            isSns ? SnsQueryNames.Instance : new SqsQueryNames(action ?? string.Empty),
            request.Path);
        var region = scope?.Region ?? (isSns && action is "ConfirmSubscription" or "Unsubscribe" ? RegionOfArn(parameters) : null);
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

    private static bool IsForSns(WireRequest request, string? version, string? signedFor, string? action)
    {
        var sns = SnsService.Instance;
        if (version is not null)
        {
            return version == SnsVersion;
        }

        if (signedFor is not null)
        {
            return signedFor == sns.Name;
        }

        return (request.Host?.StartsWith("sns.", StringComparison.OrdinalIgnoreCase) ?? false)
            || (action is not null && SqsService.Instance.Find(action) is null && sns.Find(action) is not null);
    }
}
