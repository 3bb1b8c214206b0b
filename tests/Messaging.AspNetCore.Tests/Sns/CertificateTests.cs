using System.Net;

namespace Messaging.AspNetCore.Tests;

public sealed class CertificateTests
{
    [Fact]
    public async Task A_certificate_is_fetched_once_a_day()
    {
        await using var site = await TestSite.StartAsync();

        await site.PostAsync(TestPost.Notification());
        await site.PostAsync(TestPost.Notification());
        Assert.Single(site.Sns.Requests);
        site.Time.Advance(TimeSpan.FromHours(24.1));
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(OfNextDay()));

        Assert.Equal(2, site.Sns.Requests.Count);
    }

    [Fact]
    public async Task A_known_certificate_is_used_for_longer_while_it_cannot_be_fetched_and_asked_for_once_a_minute()
    {
        await using var site = await TestSite.StartAsync();
        await site.PostAsync(TestPost.Notification());
        site.Sns.Certificate = () => FakeSns.Status(HttpStatusCode.ServiceUnavailable);
        site.Time.Advance(TimeSpan.FromHours(24.1));

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(OfNextDay()));
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(OfNextDay()));
        Assert.Equal(2, site.Sns.Requests.Count);
        site.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(OfNextDay()));

        Assert.Equal(3, site.Sns.Requests.Count);
    }

    [Fact]
    public async Task A_known_certificate_that_SNS_has_taken_back_is_not_believed_any_longer()
    {
        await using var site = await TestSite.StartAsync();
        await site.PostAsync(TestPost.Notification());
        site.Sns.Certificate = () => FakeSns.Status(HttpStatusCode.NotFound);
        site.Time.Advance(TimeSpan.FromHours(24.1));

        Assert.Equal(HttpStatusCode.Forbidden, await site.PostAsync(OfNextDay()));
        Assert.Equal(HttpStatusCode.Forbidden, await site.PostAsync(OfNextDay()));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_had_now_is_asked_for_again()
    {
        await using var site = await TestSite.StartAsync();
        var post = TestPost.Notification();
        var certificate = site.Sns.Certificate;

        site.Sns.Certificate = () => FakeSns.Status(HttpStatusCode.InternalServerError);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await site.PostAsync(post));
        site.Sns.Certificate = () => throw new HttpRequestException("No route.");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await site.PostAsync(post));
        site.Sns.Certificate = () => throw new HttpRequestException(
            HttpRequestError.ProxyTunnelError, "The proxy refused the tunnel.", statusCode: HttpStatusCode.ProxyAuthenticationRequired);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await site.PostAsync(post));
        site.Sns.Certificate = () => FakeSns.Status(HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await site.PostAsync(post));
        site.Sns.Certificate = certificate;
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));

        Assert.Single(site.Probe.Handled);
    }

    [Fact]
    public async Task A_certificate_that_expires_in_memory_is_not_believed_any_longer()
    {
        await using var site = await TestSite.StartAsync();
        var brief = TestAuthority.Trusted.Issue("sns.amazonaws.com", until: TestAuthority.Now.AddHours(1));
        site.Sns.Certificate = () => FakeSns.Pem(brief.ExportCertificatePem());

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(TestPost.Notification().Sign(certificate: brief)));
        site.Time.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(HttpStatusCode.Forbidden, await site.PostAsync(TestPost.Notification().Sign(certificate: brief)));
        Assert.Single(site.Sns.Requests);
    }

    [Fact]
    public async Task Invented_addresses_at_SNS_make_few_requests_and_do_not_disturb_a_known_one()
    {
        await using var site = await TestSite.StartAsync();
        await site.PostAsync(TestPost.Notification());
        site.Sns.Certificate = () => FakeSns.Status(HttpStatusCode.NotFound);

        var answers = new List<HttpStatusCode>();
        for (var number = 0; number < 100; number++)
        {
            answers.Add(await site.PostAsync(TestPost.Notification().Sign(url: Invented(number))));
        }

        Assert.Equal(30, site.Sns.Requests.Count);
        Assert.Equal(29, answers.Count(status => status == HttpStatusCode.Forbidden));
        Assert.Equal(71, answers.Count(status => status == HttpStatusCode.ServiceUnavailable));
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(TestPost.Notification()));
    }

    [Fact]
    public async Task Invented_addresses_over_several_minutes_do_not_disturb_a_known_one_either()
    {
        await using var site = await TestSite.StartAsync();
        await site.PostAsync(TestPost.Notification());
        site.Sns.Certificate = () => FakeSns.Status(HttpStatusCode.NotFound);

        for (var number = 0; number < 120; number++)
        {
            await site.PostAsync(TestPost.Notification().Sign(url: Invented(number)));
            site.Time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(TestPost.Notification()));
        Assert.Single(site.Sns.Requests, TestPost.CertificateUrl);
    }

    [Fact]
    public async Task Invented_addresses_do_not_keep_a_known_one_from_being_fetched_again()
    {
        await using var site = await TestSite.StartAsync();
        await site.PostAsync(TestPost.Notification());
        var certificate = site.Sns.Certificate;
        site.Sns.Certificate = () => FakeSns.Status(HttpStatusCode.NotFound);
        site.Time.Advance(TimeSpan.FromHours(24.1));
        for (var number = 0; number < 40; number++)
        {
            await site.PostAsync(OfNextDay(Invented(number)));
        }

        site.Sns.Certificate = certificate;
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(OfNextDay()));

        Assert.Equal(2, site.Sns.Requests.Count(address => address == TestPost.CertificateUrl));
    }

    [Fact]
    public async Task Of_very_many_certificates_those_in_use_stay_known()
    {
        await using var site = await TestSite.StartAsync();
        for (var number = 0; number < 90; number++)
        {
            await site.PostAsync(TestPost.Notification());
            await site.PostAsync(TestPost.Notification().Sign(url: Invented(number)));
            site.Time.Advance(TimeSpan.FromSeconds(3));
        }

        Assert.Single(site.Sns.Requests, TestPost.CertificateUrl);
        Assert.Equal(91, site.Sns.Requests.Count);
    }

    [Theory]
    [InlineData("arn:aws:sns:us-east-1:111122223333:t", "https://sns.us-east-1.amazonaws.com/", "sns.amazonaws.com")]
    [InlineData("arn:aws:sns:af-south-1:111122223333:t", "https://sns.af-south-1.amazonaws.com/", "sns-signing.af-south-1.amazonaws.com")]
    [InlineData("arn:aws-cn:sns:cn-north-1:111122223333:t", "https://sns.cn-north-1.amazonaws.com.cn/", "sns-cn-north-1.amazonaws.com.cn")]
    [InlineData("arn:aws-us-gov:sns:us-gov-east-1:111122223333:t", "https://sns.us-gov-east-1.amazonaws.com/", "sns-us-gov-west-1.amazonaws.com")]
    [InlineData("arn:aws-iso:sns:us-iso-east-1:111122223333:t", "https://sns.us-iso-east-1.c2s.ic.gov/", "sns-us-iso-east-1.c2s.ic.gov")]
    [InlineData("arn:aws-eusc:sns:eusc-de-east-1:111122223333:t", "https://sns.eusc-de-east-1.amazonaws.eu/", "sns-signing.eusc-de-east-1.amazonaws.eu")]
    public async Task Every_partition_has_its_own_addresses_and_names(string topic, string origin, string name)
    {
        await using var site = await TestSite.StartAsync(endpoint => endpoint.ExpectTopic(topic));
        var certificate = TestAuthority.Trusted.Issue(name);
        site.Sns.Certificate = () => FakeSns.Pem(certificate.ExportCertificatePem());
        var post = TestPost.Notification(topic: topic).Sign("2", certificate, origin + "SimpleNotificationService-0.pem");

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));
    }

    [Fact]
    public async Task Another_server_can_stand_for_SNS()
    {
        const string Own = "http://localhost:4566/SimpleNotificationService-0.pem";
        await using var site = await TestSite.StartAsync(endpoint =>
            endpoint.ExpectTopic("order-events").Configure(options => options.ServiceUrl = "http://localhost:4566"));
        var certificate = TestAuthority.SelfSigned("sns.amazonaws.com");
        site.Sns.Certificate = () => FakeSns.Pem(certificate.ExportCertificatePem());

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(TestPost.Notification().Sign("2", certificate, Own)));
        Assert.Equal(HttpStatusCode.Forbidden, await site.PostAsync(TestPost.Notification().Sign("2", certificate)));
        Assert.Equal(HttpStatusCode.Forbidden, await site.PostAsync(TestPost.Notification().Sign("2", certificate, Own.Replace("4566", "45667", StringComparison.Ordinal))));

        Assert.Equal([Own], site.Sns.Requests);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Forbidden)]
    public async Task Whoever_issued_the_certificate_must_be_known(bool isGiven, HttpStatusCode status)
    {
        var certificate = TestAuthority.Between.Issue("sns.amazonaws.com");
        await using var site = await TestSite.StartAsync(endpoint => endpoint.ExpectTopic(TestPost.Topic).TrustRoots(
            isGiven ? [.. TestAuthority.Trusted.Roots, .. TestAuthority.Between.Roots] : TestAuthority.Trusted.Roots));
        site.Sns.Certificate = () => FakeSns.Pem(certificate.ExportCertificatePem());

        Assert.Equal(status, await site.PostAsync(TestPost.Notification().Sign("2", certificate)));
    }

    [Fact]
    public async Task An_authority_that_is_not_a_root_is_not_trusted_by_itself()
    {
        var certificate = TestAuthority.Between.Issue("sns.amazonaws.com");
        await using var site = await TestSite.StartAsync(endpoint =>
            endpoint.ExpectTopic(TestPost.Topic).TrustRoots(TestAuthority.Between.Roots));
        site.Sns.Certificate = () => FakeSns.Pem(certificate.ExportCertificatePem());

        Assert.Equal(HttpStatusCode.Forbidden, await site.PostAsync(TestPost.Notification().Sign("2", certificate)));
    }

    private static string Invented(int number) => $"https://sns.us-east-1.amazonaws.com/{number}.pem";

    private static TestPost OfNextDay(string url = TestPost.CertificateUrl) =>
        TestPost.Notification().Set("Timestamp", "2026-03-02T12:00:00.000Z").Sign(url: url);
}
