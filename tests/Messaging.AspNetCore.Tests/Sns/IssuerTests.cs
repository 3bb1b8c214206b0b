using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Tests;

/// <summary>As at SNS: its file holds the certificate alone, which says where the one of its issuer is.</summary>
public sealed class IssuerTests : IAsyncLifetime, IDisposable
{
    private readonly RSA _rootKey = RSA.Create(2048);
    private readonly RSA _issuerKey = RSA.Create(2048);
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _issuer;
    private readonly WebApplication _library;
    private int _asked;
    private HttpStatusCode _answer = HttpStatusCode.OK;

    public IssuerTests()
    {
        // The system remembers issuers that it has fetched, by name.
        _root = Authority($"CN=Root {Guid.NewGuid()}", _rootKey, null);
        _issuer = Authority($"CN=Issuer {Guid.NewGuid()}", _issuerKey, _root);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _library = builder.Build();
        _library.MapGet("/issuer.cer", () =>
        {
            Interlocked.Increment(ref _asked);
            return _answer == HttpStatusCode.OK
                ? Results.Bytes(_issuer.Export(X509ContentType.Cert), "application/pkix-cert")
                : Results.StatusCode((int)_answer);
        });
    }

    public Task InitializeAsync() => _library.StartAsync();

    public async Task DisposeAsync() => await _library.DisposeAsync();

    public void Dispose()
    {
        _root.Dispose();
        _issuer.Dispose();
        _rootKey.Dispose();
        _issuerKey.Dispose();
    }

    [Fact]
    public async Task An_issuer_that_cannot_be_fetched_now_is_asked_for_again()
    {
        await using var site = await StartAsync(_root);
        var post = Post(site);

        _answer = HttpStatusCode.ServiceUnavailable;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await site.PostAsync(post));
        _answer = HttpStatusCode.OK;
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));

        Assert.Equal(2, _asked);
        Assert.Single(site.Probe.Handled);
    }

    [Fact]
    public async Task An_issuer_that_is_there_and_not_trusted_is_refused_for_good()
    {
        await using var site = await StartAsync(TestAuthority.Trusted.Roots[0]);

        Assert.Equal(HttpStatusCode.Forbidden, await site.PostAsync(Post(site)));

        Assert.Equal(1, _asked);
        Assert.Empty(site.Probe.Handled);
    }

    [Fact]
    public async Task A_certificate_that_has_expired_is_refused_for_good_whether_its_issuer_can_be_fetched_or_not()
    {
        await using var site = await StartAsync(_root);
        _answer = HttpStatusCode.ServiceUnavailable;

        Assert.Equal(HttpStatusCode.Forbidden, await site.PostAsync(Post(site, until: TestAuthority.Now.AddDays(-1))));
    }

    [Fact]
    public async Task An_issuer_that_is_never_there_is_asked_for_few_times()
    {
        await using var site = await StartAsync(_root);
        var post = Post(site);
        _answer = HttpStatusCode.NotFound;

        for (var number = 0; number < 50; number++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await site.PostAsync(post));
        }

        Assert.Equal(30, _asked);
        Assert.Empty(site.Probe.Handled);
    }

    private static Task<TestSite> StartAsync(X509Certificate2 root) =>
        TestSite.StartAsync(endpoint => endpoint.ExpectTopic(TestPost.Topic).TrustRoots([root]));

    private TestPost Post(TestSite site, DateTimeOffset? until = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=sns.amazonaws.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [_library.Urls.First() + "/issuer.cer"]));
        using var issuer = _issuer.CopyWithPrivateKey(_issuerKey);
        using var issued = request.Create(
            issuer, TestAuthority.Now.AddDays(-30), until ?? TestAuthority.Now.AddDays(300), RandomNumberGenerator.GetBytes(8));
        using var certificate = issued.CopyWithPrivateKey(key);
        var pem = certificate.ExportCertificatePem();
        site.Sns.Certificate = () => FakeSns.Pem(pem);
        return TestPost.Notification().Sign("2", certificate);
    }

    private static X509Certificate2 Authority(string name, RSA key, X509Certificate2? above)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return above is null
            ? request.CreateSelfSigned(TestAuthority.Now.AddYears(-1), TestAuthority.Now.AddYears(1))
            : request.Create(above, TestAuthority.Now.AddDays(-300), TestAuthority.Now.AddDays(350), RandomNumberGenerator.GetBytes(8));
    }
}
