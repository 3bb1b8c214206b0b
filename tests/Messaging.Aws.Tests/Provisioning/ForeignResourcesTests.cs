using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Aws.Tests;

/// <summary>What has an address elsewhere is not created at home.</summary>
public sealed class ForeignResourcesTests
{
    [Theory]
    [InlineData("arn:aws:sqs:eu-west-1:999999999999:inbox", false)]
    [InlineData("arn:aws:sqs:us-east-1:123456789012:inbox", false)]
    [InlineData("arn:aws:sqs:eu-west-1:123456789012:inbox", true)]
    public async Task A_queue_of_another_account_or_region_ends_the_start(string arn, bool isHome)
    {
        using var service = new ScriptedService();
        service.Answer("""
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
            <Arn>arn:aws:iam::123456789012:user/shop</Arn><UserId>u</UserId><Account>123456789012</Account>
            </GetCallerIdentityResult></GetCallerIdentityResponse>
            """);
        using var set = new AwsClientSet(
            new AwsClientFactory(
                null, new AWSOptions { Credentials = new BasicAWSCredentials("AKIA", "secret") },
                AwsClientSettings.Of(new AwsClientOptions { Region = "eu-west-1" }), service),
            replacements: null);
        var topology = new TopologyBuilder();
        topology.Add(new TopologyQueue { Name = "inbox", Arn = arn, Clients = set, Provisioning = Provisioning.Create });
        var services = new ServiceCollection();
        AwsRegistration.AddAws(services);
        await using var provider = services.BuildServiceProvider();
        var check = new ForeignResources(provider.GetRequiredService<AwsClients>(), new AccountIdentity(null));

        var exception = await Record.ExceptionAsync(() => check.ProvisionAsync(new ProvisioningRun(new Topology(topology)), CancellationToken.None));

        Assert.Equal(isHome, exception is null);
        Assert.True(isHome || exception!.Message.Contains(
            $"'{arn}', which would become 'arn:aws:sqs:eu-west-1:123456789012:inbox'", StringComparison.Ordinal));
    }
}
