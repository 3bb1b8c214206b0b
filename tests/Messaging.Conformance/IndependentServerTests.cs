using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Conformance;

[NeedsServer]
public sealed class IndependentServerTests : TransportTests
{
    protected override void Connect(IServiceCollection services)
    {
        services.Configure<AwsClientOptions>(
            options => (options.ServiceUrl, options.Region) = (NeedsServerAttribute.Endpoint, "us-east-1"));
        services.AddSingleton(new AWSOptions { Credentials = new BasicAWSCredentials("test", "test") });
    }
}
