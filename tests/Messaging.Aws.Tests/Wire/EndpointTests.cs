using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Aws.Tests;

/// <summary>Where requests go: partitions, FIPS, dual-stack, and the endpoints that the environment names.</summary>
[Collection("Environment")]
public sealed class EndpointTests : IDisposable
{
    private readonly ScriptedService _service = new();
    private readonly Dictionary<string, string?> _environment = [];
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory();

    public void Dispose()
    {
        foreach (var (name, value) in _environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        _files.Delete(recursive: true);
        _service.Dispose();
    }

    [Theory]
    [InlineData("eu-central-1", false, false, "sns.eu-central-1.amazonaws.com", "events.eu-central-1.amazonaws.com")]
    [InlineData("us-east-1", true, false, "sns-fips.us-east-1.amazonaws.com", "events-fips.us-east-1.amazonaws.com")]
    [InlineData("us-east-1", false, true, "sns.us-east-1.api.aws", "events.us-east-1.api.aws")]
    [InlineData("us-east-1", true, true, "sns-fips.us-east-1.api.aws", "events-fips.us-east-1.api.aws")]
    [InlineData("cn-north-1", false, false, "sns.cn-north-1.amazonaws.com.cn", "events.cn-north-1.amazonaws.com.cn")]
    [InlineData("cn-north-1", false, true, "sns.cn-north-1.api.amazonwebservices.com.cn", "events.cn-north-1.api.amazonwebservices.com.cn")]
    [InlineData("us-gov-west-1", false, false, "sns.us-gov-west-1.amazonaws.com", "events.us-gov-west-1.amazonaws.com")]
    [InlineData("us-gov-west-1", true, false, "sns.us-gov-west-1.amazonaws.com", "events.us-gov-west-1.amazonaws.com")]
    [InlineData("us-gov-east-1", true, false, "sns.us-gov-east-1.amazonaws.com", "events.us-gov-east-1.amazonaws.com")]
    [InlineData("us-gov-east-1", true, true, "sns-fips.us-gov-east-1.api.aws", "events-fips.us-gov-east-1.api.aws")]
    [InlineData("us-iso-east-1", false, false, "sns.us-iso-east-1.c2s.ic.gov", "events.us-iso-east-1.c2s.ic.gov")]
    [InlineData("us-isob-east-1", false, false, "sns.us-isob-east-1.sc2s.sgov.gov", "events.us-isob-east-1.sc2s.sgov.gov")]
    [InlineData("eu-isoe-west-1", false, false, "sns.eu-isoe-west-1.cloud.adc-e.uk", "events.eu-isoe-west-1.cloud.adc-e.uk")]
    [InlineData("us-isof-south-1", false, false, "sns.us-isof-south-1.csp.hci.ic.gov", "events.us-isof-south-1.csp.hci.ic.gov")]
    [InlineData("eusc-de-east-1", false, false, "sns.eusc-de-east-1.amazonaws.eu", "events.eusc-de-east-1.amazonaws.eu")]
    [InlineData("eu-nowhere-9", false, false, "sns.eu-nowhere-9.amazonaws.com", "events.eu-nowhere-9.amazonaws.com")]
    public async Task Knows_all_partitions(string region, bool useFips, bool useDualStack, string snsHost, string eventsHost)
    {
        _service.Answer("<R/>").Answer("{}");
        var snsConfig = _service.Config<SnsClientConfig>(region);
        var eventConfig = _service.Config<EventBridgeClientConfig>(region);
        (snsConfig.UseFIPSEndpoint, snsConfig.UseDualstackEndpoint) = (useFips, useDualStack);
        (eventConfig.UseFIPSEndpoint, eventConfig.UseDualstackEndpoint) = (useFips, useDualStack);
        using var sns = _service.Sns(snsConfig);
        using var events = _service.EventBridge(eventConfig);

        await sns.DeleteTopicAsync("arn:t");
        await events.DeleteEventBusAsync("b");

        Assert.Equal([snsHost, eventsHost], _service.Requests.Select(request => request.Uri.Host));
        Assert.All(_service.Requests, request => Assert.Equal("https", request.Uri.Scheme));
        Signature.Check(_service.Requests[0], "wJalrXUtnFEMI", region, "sns");
        Signature.Check(_service.Requests[1], "wJalrXUtnFEMI", region, "events");
        Assert.Equal($"https://{snsHost}/", snsConfig.DetermineServiceOperationEndpoint(new(new Request())).URL);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_SNS", "http://sns.test:1/", null)]
    [InlineData("AWS_ENDPOINT_URL_EVENTBRIDGE", null, "http://sns.test:1/")]
    [InlineData("AWS_ENDPOINT_URL", "http://sns.test:1/", "http://sns.test:1/")]
    public async Task Honours_the_environment(string variable, string? snsUrl, string? eventsUrl)
    {
        Set(variable, "http://sns.test:1");
        await AssertUrlsAsync(snsUrl, eventsUrl);
    }

    [Fact]
    public async Task A_variable_of_the_service_comes_before_the_common_one()
    {
        Set("AWS_ENDPOINT_URL", "http://all.test");
        Set("AWS_ENDPOINT_URL_SNS", "http://sns.test");
        await AssertUrlsAsync("http://sns.test/", "http://all.test/");
    }

    [Fact]
    public async Task Ignores_the_environment_when_told_to()
    {
        Set("AWS_ENDPOINT_URL", "http://all.test");
        await AssertUrlsAsync(null, null, config => config.IgnoreConfiguredEndpointUrls = true);
    }

    [Fact]
    public async Task Honours_the_services_of_a_profile()
    {
        var credentials = Path.Combine(_files.FullName, "credentials");
        await File.WriteAllTextAsync(credentials, "");
        await File.WriteAllTextAsync(
            Path.Combine(_files.FullName, "config"),
            "[profile shop]\nservices = local\n\n[services local]\nsns =\n  endpoint_url = http://sns.profile.test\n" +
            "eventbridge =\n  endpoint_url = http://events.profile.test\n");
        await AssertUrlsAsync(
            "http://sns.profile.test/", "http://events.profile.test/", config => config.Profile = new Profile("shop", credentials));
    }

    [Fact]
    public void Registers_like_the_clients_of_the_sdk()
    {
        var services = new ServiceCollection();
        services.AddDefaultAWSOptions(new AWSOptions
        {
            Credentials = new BasicAWSCredentials("a", "b"),
            Region = RegionEndpoint.EUWest3,
            DefaultClientConfig = { UseDualstackEndpoint = true, MaxErrorRetry = 7 },
        });
        services.AddAWSService<SnsClient>();
        services.AddAWSService<EventBridgeClient>();
        using var provider = services.BuildServiceProvider();

        AmazonServiceClient[] clients = [provider.GetRequiredService<SnsClient>(), provider.GetRequiredService<EventBridgeClient>()];

        Assert.All(clients, client => Assert.Equal(("eu-west-3", true, 7), (client.Config.RegionEndpoint.SystemName, client.Config.UseDualstackEndpoint, client.Config.MaxErrorRetry)));
    }

    [Fact]
    public void Refuses_what_cannot_be_together()
    {
        var config = new SnsClientConfig { ServiceURL = "http://localhost:4566", UseFIPSEndpoint = true };
        var exception = Assert.Throws<AmazonClientException>(() => config.DetermineServiceOperationEndpoint(new(new Request())));
        Assert.Contains("http://localhost:4566", exception.Message, StringComparison.Ordinal);
    }

    private async Task AssertUrlsAsync(string? snsUrl, string? eventsUrl, Action<ClientConfig>? configure = null)
    {
        _service.Answer("<R/>").Answer("{}");
        var snsConfig = _service.Config<SnsClientConfig>();
        var eventConfig = _service.Config<EventBridgeClientConfig>();
        configure?.Invoke(snsConfig);
        configure?.Invoke(eventConfig);
        using var sns = _service.Sns(snsConfig);
        using var events = _service.EventBridge(eventConfig);

        await sns.DeleteTopicAsync("arn:t");
        await events.DeleteEventBusAsync("b");

        Assert.Equal(
            [snsUrl ?? "https://sns.eu-central-1.amazonaws.com/", eventsUrl ?? "https://events.eu-central-1.amazonaws.com/"],
            _service.Requests.Select(request => request.Uri.AbsoluteUri));
    }

    private void Set(string name, string value)
    {
        _environment.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    private sealed class Request : AmazonWebServiceRequest;
}
