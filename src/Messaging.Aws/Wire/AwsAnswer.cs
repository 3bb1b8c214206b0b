using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>What a service answered to one request.</summary>
internal sealed class AwsAnswer<T> : AmazonWebServiceResponse
{
    public T Value { get; set; } = default!;
}
