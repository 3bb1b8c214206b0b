using Amazon.Runtime.Internal;

namespace Messaging.Aws;

/// <summary>What the pipeline's telemetry knows of a service.</summary>
internal sealed class AwsServiceMetadata(string serviceId) : IServiceMetadata
{
    public string ServiceId => serviceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(0);
}
