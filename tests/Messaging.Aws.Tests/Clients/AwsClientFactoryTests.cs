using System.Net;
using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.SQS;

namespace Messaging.Aws.Tests;

[Collection("Environment")]
public sealed class AwsClientFactoryTests : IDisposable
{
    private readonly Dictionary<string, string?> _before = new(StringComparer.Ordinal);

    public AwsClientFactoryTests()
    {
        SetVariable("AWS_EC2_METADATA_DISABLED", "true");
        SetVariable("AWS_REGION", null);

        // Not the default one, which may have a region on the machine of whoever runs this.
        SetVariable("AWS_PROFILE", "no-such-profile-either");
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before.ToList())
        {
            SetVariable(name, value);
        }
    }

    [Fact]
    public async Task Sends_everything_to_a_backend_with_placeholder_credentials()
    {
        var backend = new Backend();
        var config = new AmazonSQSConfig();
        using var factory = new AwsClientFactory(
            backend, new AWSOptions { Region = RegionEndpoint.EUWest1 }, new AwsClientOptions { ServiceUrl = "http://elsewhere.test" });

        factory.Configure(config);
        using var answer = await config.HttpClientFactory.CreateHttpClient(config).GetAsync(new Uri("http://never.test/"));

        Assert.Equal(("http://backend.test/", "xx-test-1"), (config.ServiceURL, config.AuthenticationRegion));
        Assert.Equal("answered", await answer.Content.ReadAsStringAsync());
        var credentials = await factory.ResolveCredentials().GetCredentialsAsync();
        Assert.Equal(("local", "local"), (credentials.AccessKey, credentials.SecretKey));
    }

    [Fact]
    public void Leaves_the_handler_of_a_backend_to_its_owner()
    {
        var backend = new Backend();
        var config = new AmazonSQSConfig();
        var factory = new AwsClientFactory(backend, awsOptions: null, new AwsClientOptions());
        factory.Configure(config);
        config.HttpClientFactory.CreateHttpClient(config);

        factory.Dispose();

        Assert.False(backend.Answers.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => config.HttpClientFactory.CreateHttpClient(config));
    }

    [Fact]
    public void Takes_the_region_from_its_own_options_before_the_registered_ones()
    {
        var registered = new AWSOptions { Region = RegionEndpoint.EUWest1 };

        Assert.Equal("eu-west-1", Configured(new AwsClientOptions(), registered).RegionEndpoint.SystemName);
        Assert.Equal("us-west-2", Configured(new AwsClientOptions { Region = "us-west-2" }, registered).RegionEndpoint.SystemName);
    }

    [Theory]
    [InlineData("eu-west-1", "eu-west-1")]
    [InlineData(null, "us-east-1")]
    public void Signs_for_the_region_at_another_address(string? region, string expected)
    {
        var config = Configured(new AwsClientOptions { ServiceUrl = "http://localhost:4566", Region = region });

        Assert.Equal("http://localhost:4566", config.ServiceURL.TrimEnd('/'));
        Assert.Equal(expected, config.AuthenticationRegion);
    }

    [Fact]
    public void Signs_for_the_region_at_an_address_of_the_environment()
    {
        SetVariable("AWS_ENDPOINT_URL", "http://localhost:4566");

        var config = Configured(new AwsClientOptions { Region = "eu-west-1" });

        Assert.Equal(("http://localhost:4566/", "eu-west-1"), (config.ServiceURL, config.AuthenticationRegion));
    }

    [Theory]
    [InlineData("http://localhost:4566", "us-east-1")]
    [InlineData("https://vpce-0123-abcd.sqs.eu-west-1.vpce.amazonaws.com", "eu-west-1")]
    public void Signs_for_the_region_that_another_address_names(string url, string expected) =>
        Assert.Equal(expected, Configured(new AwsClientOptions { ServiceUrl = url }).AuthenticationRegion);

    [Fact]
    public void Signs_for_the_region_in_an_address_of_AWS_whatever_the_environment_says()
    {
        SetVariable("AWS_REGION", "eu-central-1");

        var config = Configured(new AwsClientOptions { ServiceUrl = "https://vpce-0123-abcd.sqs.eu-west-1.vpce.amazonaws.com" });

        Assert.Equal("eu-west-1", config.AuthenticationRegion);
    }

    [Fact]
    public void Signs_for_the_region_of_the_environment_at_another_address()
    {
        SetVariable("AWS_REGION", "eu-central-1");

        var config = Configured(new AwsClientOptions { ServiceUrl = "https://sqs.proxy.test" });

        Assert.Equal(("https://sqs.proxy.test/", "eu-central-1"), (config.ServiceURL, config.AuthenticationRegion));
    }

    [Fact]
    public void Signs_for_the_region_of_the_profile_at_another_address()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "[audit]\nregion = eu-north-1\naws_access_key_id = a\naws_secret_access_key = b\n");
            SetVariable("AWS_REGION", "eu-central-1");

            var config = Configured(
                new AwsClientOptions { ServiceUrl = "https://sqs.proxy.test", Profile = "audit" }, new AWSOptions { ProfilesLocation = file });

            Assert.Equal("eu-north-1", config.AuthenticationRegion);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Signs_for_the_signing_region_of_the_registered_options_at_their_address()
    {
        var registered = new AWSOptions();
        registered.DefaultClientConfig.ServiceURL = "http://localhost:4566";
        registered.DefaultClientConfig.AuthenticationRegion = "eu-west-1";

        Assert.Equal("eu-west-1", Configured(new AwsClientOptions(), registered).AuthenticationRegion);
    }

    [Fact]
    public void Refuses_an_address_that_is_none()
    {
        var exception = Assert.Throws<MessagingConfigurationException>(
            () => Configured(new AwsClientOptions { ServiceUrl = "localhost" }));

        Assert.Contains("'localhost'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Messaging:Aws:ServiceUrl", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_a_request_more_time_than_a_long_poll_takes()
    {
        var config = Configured(new AwsClientOptions { Region = "eu-west-1" });
        var client = config.HttpClientFactory.CreateHttpClient(config);

        Assert.True(client.Timeout > TimeSpan.FromSeconds(30));
        Assert.Equal(client.Timeout, config.Timeout);
        Assert.Equal(RequestRetryMode.Standard, config.RetryMode);
        Assert.Same(client, config.HttpClientFactory.CreateHttpClient(config));
        Assert.False(config.HttpClientFactory.UseSDKHttpClientCaching(config));
        Assert.False(config.HttpClientFactory.DisposeHttpClientsAfterUse(config));
    }

    [Fact]
    public void Uses_the_credentials_that_were_registered()
    {
        var credentials = new BasicAWSCredentials("a", "b");
        using var factory = new AwsClientFactory(
            null, new AWSOptions { Credentials = credentials, Profile = "no-such-profile" }, new AwsClientOptions());

        Assert.Same(credentials, factory.ResolveCredentials());
    }

    [Fact]
    public void Uses_a_profile_of_its_own_options_before_the_credentials_that_were_registered()
    {
        using var factory = new AwsClientFactory(
            null, new AWSOptions { Credentials = new BasicAWSCredentials("a", "b") }, new AwsClientOptions { Profile = "no-such-profile" });

        Assert.Contains(
            "'no-such-profile'", Assert.Throws<MessagingConfigurationException>(factory.ResolveCredentials).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_a_profile_that_does_not_exist_and_the_remedy()
    {
        using var factory = new AwsClientFactory(null, null, new AwsClientOptions { Profile = "no-such-profile" });

        var exception = Assert.Throws<MessagingConfigurationException>(factory.ResolveCredentials);

        Assert.Contains("'no-such-profile'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Messaging:Aws:Profile", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hands_an_answer_over_when_all_of_it_is_there()
    {
        var content = new SlowContent();
        using var buffering = new BufferingHandler(new StubHandler(content));
        using var client = new HttpClient(buffering);

        var sending = client.GetAsync(new Uri("http://any.test/"), HttpCompletionOption.ResponseHeadersRead);
        await content.Started.Task;
        Assert.False(sending.IsCompleted);
        content.Rest.SetResult();
        using var answer = await sending;

        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("answered", await reader.ReadToEndAsync());
    }

    private void SetVariable(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);

        // The SDK remembers the region that it has found.
        FallbackRegionFactory.Reset();
    }

    private static AmazonSQSConfig Configured(AwsClientOptions options, AWSOptions? awsOptions = null)
    {
        var config = new AmazonSQSConfig();
        new AwsClientFactory(null, awsOptions, options).Configure(config);
        return config;
    }

    private sealed class Backend : IAwsBackend
    {
        public StubHandler Answers { get; } = new(new StringContent("answered"));

        public string Region => "xx-test-1";

        public Uri Endpoint => new("http://backend.test/");

        HttpMessageHandler IAwsBackend.Handler => Answers;
    }

    private sealed class StubHandler(HttpContent content) : HttpMessageHandler
    {
        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class SlowContent : HttpContent
    {
        public TaskCompletionSource Started { get; } = new();

        public TaskCompletionSource Rest { get; } = new();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Started.SetResult();
            await Rest.Task;
            await stream.WriteAsync("answered"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
