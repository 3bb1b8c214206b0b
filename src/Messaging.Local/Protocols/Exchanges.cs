namespace Messaging.Local;

/// <summary>Finds out which protocol a request speaks, which service it is for and what it asks for.</summary>
internal static class Exchanges
{
    private const string SnsVersion = "2010-03-31";

    public static Exchange Begin(WireRequest request)
    {
        if (request.Target is { } target)
        {
            return JsonExchange.Begin(target, request.Body);
        }

        var form = QueryForm.Parse(request.Query, request.Body.Span);
        var action = form.Text("Action");
        return ServiceOf(request, form, action) is SnsService sns
            ? new QueryExchange(sns, action, form, SnsQueryNames.Instance)
            : new QueryExchange(SqsService.Instance, action, form, new SqsQueryNames(action ?? string.Empty));
    }

    private static Service ServiceOf(WireRequest request, QueryForm form, string? action)
    {
        if (CredentialScope.ServiceOf(request.Authorization) is { } name)
        {
            return name == SnsService.Instance.Name ? SnsService.Instance : SqsService.Instance;
        }

        var isSns = form.Text("Version") == SnsVersion
            || (action is not null && SqsService.Instance.Find(action) is null && SnsService.Instance.Find(action) is not null);
        return isSns ? SnsService.Instance : SqsService.Instance;
    }
}
