using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Samples;

/// <summary>Where a sample runs, as its command line says.</summary>
internal sealed record SampleArguments(bool Aws, string? Endpoint)
{
    private const string Usage = """
        Usage: dotnet run -- [--aws | --endpoint URL]
               dotnet run -- topology export --format mermaid|cloudformation|terraform|iam
          (nothing)        runs on the embedded broker: no account, no container, no network
          --aws            runs on AWS, with the credentials and region that AWS clients find
          --endpoint URL   runs on a server that speaks like AWS
        """;

    public static SampleArguments Parse(string[] args)
    {
        var line = new CommandLine(args is ["topology", ..] ? [] : args, Usage);
        return line.Understood(new SampleArguments(line.Has("--aws"), line.Url("--endpoint")));
    }

    /// <summary>Adds the embedded broker, or says how to reach what takes its place. Nothing else of a sample depends on it.</summary>
    public void AddBroker(IServiceCollection services)
    {
        if (Endpoint is not null)
        {
            // Servers that only speak like AWS take any credentials.
            services.Configure<AwsClientOptions>(options => (options.ServiceUrl, options.Region) = (Endpoint, "us-east-1"));
            services.AddSingleton(new AWSOptions { Credentials = new BasicAWSCredentials("test", "test") });
        }
        else if (!Aws)
        {
            services.AddLocalBroker();
        }
    }
}
