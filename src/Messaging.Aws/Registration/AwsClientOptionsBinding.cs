using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Messaging.Aws;

/// <summary>Binds client options to the section that they are named after. Configuration has the last word.</summary>
internal sealed class AwsClientOptionsBinding(IConfiguration? configuration) : IPostConfigureOptions<AwsClientOptions>
{
    public void PostConfigure(string? name, AwsClientOptions options)
    {
        if (configuration?.GetSection(string.IsNullOrEmpty(name) ? AwsRegistration.Section : name) is { } section)
        {
            KnownSettings.Check<AwsClientOptions>(section);
            section.Bind(options);
        }
    }
}
