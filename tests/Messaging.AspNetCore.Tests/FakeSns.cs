using System.Collections.Concurrent;
using System.Net;

namespace Messaging.AspNetCore.Tests;

/// <summary>Answers the requests of an endpoint as SNS does, and keeps their addresses.</summary>
internal sealed class FakeSns : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> _requests = new();

    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Gets or sets what lies at the certificate's address.</summary>
    public Func<HttpResponseMessage> Certificate { get; set; } = () => Pem(TestAuthority.Sns.ExportCertificatePem());

    public Func<HttpResponseMessage> Confirmation { get; set; } = () => Pem("<ConfirmSubscriptionResponse/>");

    public static HttpResponseMessage Pem(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text) };

    public static HttpResponseMessage Status(HttpStatusCode status) => new(status) { Content = new StringContent(string.Empty) };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.OriginalString;
        _requests.Enqueue(address);
        Assert.Equal(HttpMethod.Get, request.Method);
        return Task.FromResult(
            address.Contains("ConfirmSubscription", StringComparison.Ordinal) ? Confirmation()
            : address.EndsWith(".pem", StringComparison.Ordinal) ? Certificate()
            : Status(HttpStatusCode.NotFound));
    }
}
