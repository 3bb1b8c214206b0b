using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Aws.Tests;

[Collection("Environment")]
public sealed class AwsClientsTests : IAsyncDisposable
{
    private readonly ServiceCollection _services = [];
    private readonly List<KeyValuePair<string, string?>> _settings = [];
    private ServiceProvider? _provider;

    public AwsClientsTests() => _services.AddSingleton(new AWSOptions { Credentials = new BasicAWSCredentials("a", "b") });

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }
    }

    [Fact]
    public void A_name_without_options_has_the_applications_clients()
    {
        Set("Messaging:Aws:Region", "eu-west-1");
        var clients = Build();

        Assert.Same(clients.Default, clients.ForDestination("orders"));
        Assert.Same(clients.Default, clients.ForConsumer("orders"));
        Assert.Equal("eu-west-1", clients.Default.Sns.Config.RegionEndpoint.SystemName);
    }

    [Fact]
    public void What_a_name_does_not_set_is_the_applications()
    {
        Set("Messaging:Aws:Region", "eu-west-1");
        Set("Messaging:Aws:MaxErrorRetry", "5");
        Set("Messaging:Aws:RetryMode", "Adaptive");
        Set("Messaging:Aws:UseDualStack", "true");
        Set("Messaging:Destinations:far:Aws:Region", "us-west-2");
        Set("Messaging:Consumers:near:Aws:MaxErrorRetry", "0");
        Set("Messaging:Consumers:near:Aws:UseDualStack", "false");
        var clients = Build();

        var far = clients.ForDestination("far").Sns.Config;
        var near = clients.ForConsumer("near").EventBridge.Config;

        Assert.Equal(
            ("us-west-2", 5, RequestRetryMode.Adaptive, true),
            (far.RegionEndpoint.SystemName, far.MaxErrorRetry, far.RetryMode, far.UseDualstackEndpoint));
        Assert.Equal(
            ("eu-west-1", 0, RequestRetryMode.Adaptive, false),
            (near.RegionEndpoint.SystemName, near.MaxErrorRetry, near.RetryMode, near.UseDualstackEndpoint));
        Assert.Same(clients.Default, clients.ForConsumer("far"));
    }

    [Fact]
    public void Equal_options_share_their_clients()
    {
        Set("Messaging:Aws:Region", "eu-west-1");
        Set("Messaging:Destinations:a:Aws:Region", "us-west-2");
        Set("Messaging:Consumers:b:Aws:Region", "us-west-2");
        Set("Messaging:Consumers:same:Aws:Region", "eu-west-1");
        var clients = Build();

        Assert.Same(clients.ForDestination("a"), clients.ForConsumer("b"));
        Assert.Same(clients.ForDestination("a").Sns, clients.ForConsumer("b").Sns);
        Assert.Same(clients.Default, clients.ForConsumer("same"));
        Assert.NotSame(clients.Default, clients.ForDestination("a"));
    }

    [Fact]
    public void Options_can_be_set_in_code_and_configuration_has_the_last_word()
    {
        Set("Messaging:Consumers:b:Aws:Region", "us-west-2");
        _services.Configure<AwsClientOptions>("Messaging:Destinations:a:Aws", options => options.Region = "eu-north-1");
        _services.Configure<AwsClientOptions>("Messaging:Consumers:b:Aws", options => options.Region = "eu-north-1");
        var clients = Build();

        Assert.Equal("eu-north-1", clients.ForDestination("a").Sns.Config.RegionEndpoint.SystemName);
        Assert.Equal("us-west-2", clients.ForConsumer("b").Sns.Config.RegionEndpoint.SystemName);
    }

    [Fact]
    public void An_empty_text_takes_nothing_from_the_application()
    {
        Set("Messaging:Aws:Region", "eu-west-1");
        Set("Messaging:Aws:ServiceUrl", "http://localhost:4566");
        Set("Messaging:Destinations:real:Aws:ServiceUrl", "");
        var clients = Build();

        Assert.Null(clients.ForDestination("real").Sns.Config.ServiceURL);
        Assert.Equal("http://localhost:4566/", clients.Default.Sns.Config.ServiceURL);
    }

    [Fact]
    public void An_applications_own_sender_serves_the_names_without_options_of_their_own()
    {
        Set("Messaging:Aws:Region", "eu-west-1");
        Set("Messaging:Destinations:far:Aws:Region", "us-west-2");
        var own = new OwnSender();
        _services.AddSingleton<ITopicSender>(own);
        var clients = Build();

        Assert.Same(own, clients.ForDestination("orders").TopicSender);
        Assert.IsType<SnsClient>(clients.ForDestination("far").TopicSender);
        Assert.Same(clients.Default.Sns, clients.Default.TopicAdministration);
        Assert.Same(clients.Default.EventBridge, clients.Default.EventSender);
        Assert.Same(clients.Default.EventBridge, clients.Default.EventBusAdministration);
    }

    [Fact]
    public void Says_what_is_wrong_with_a_number_of_retries()
    {
        Set("Messaging:Aws:Region", "eu-west-1");
        Set("Messaging:Destinations:a:Aws:MaxErrorRetry", "-1");
        var exception = Assert.Throws<MessagingConfigurationException>(() => Build().ForDestination("a").Sns);
        Assert.Contains("-1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_end_with_the_application()
    {
        Set("Messaging:Aws:Region", "eu-west-1");
        var sns = Build().Default.Sns;

        await _provider!.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => sns.DeleteTopicAsync("arn:t"));
    }

    [Fact]
    public async Task A_role_is_assumed_in_the_region_of_the_set_and_shared_by_its_clients()
    {
        using var service = new ScriptedService();
        service
            .Answer($"""
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
                <AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>rolesecret</SecretAccessKey><SessionToken>token</SessionToken>
                <Expiration>{TimeProvider.System.GetUtcNow().AddHours(1):yyyy-MM-ddTHH:mm:ssZ}</Expiration></Credentials>
                </AssumeRoleResult></AssumeRoleResponse>
                """)
            .Answer("<R/>").Answer("{}");
        var settings = AwsClientSettings.Of(new AwsClientOptions
        {
            Region = "cn-north-1",
            RoleArn = "arn:aws-cn:iam::123456789012:role/shop",
            ExternalId = "x-1",
            SessionName = "orders",
        });
        using var set = new AwsClientSet(
            new AwsClientFactory(null, new AWSOptions { Credentials = new BasicAWSCredentials("AKIA", "secret") }, settings, service),
            replacements: null);

        await set.Sns.DeleteTopicAsync("arn:t");
        await set.EventBridge.DeleteEventBusAsync("b");

        Assert.Equal(
            ["sts.cn-north-1.amazonaws.com.cn", "sns.cn-north-1.amazonaws.com.cn", "events.cn-north-1.amazonaws.com.cn"],
            service.Requests.Select(request => request.Uri.Host));
        Assert.Contains("RoleArn=arn%3Aaws-cn%3Aiam%3A%3A123456789012%3Arole%2Fshop", service.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("ExternalId=x-1", service.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("RoleSessionName=orders", service.Requests[0].Text, StringComparison.Ordinal);
        Signature.Check(service.Requests[0], "secret", "cn-north-1", "sts");
        Signature.Check(service.Requests[1], "rolesecret", "cn-north-1", "sns");
        Signature.Check(service.Requests[2], "rolesecret", "cn-north-1", "events");
    }

    private void Set(string key, string value) => _settings.Add(new(key, value));

    private AwsClients Build()
    {
        _services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build());
        AwsRegistration.AddAws(_services);
        AwsRegistration.AddAws(_services);
        _provider = _services.BuildServiceProvider();
        return _provider.GetRequiredService<AwsClients>();
    }

    private sealed class OwnSender : ITopicSender
    {
        public Task<TopicReceipt> PublishAsync(string topicArn, TopicEntry entry, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<TopicAnswer>> PublishBatchAsync(
            string topicArn, IReadOnlyList<TopicEntry> entries, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
