using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Messaging.Aws;

/// <summary>Lets every request write itself.</summary>
internal sealed class AwsMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly AwsMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input) => ((AwsRequest)input).Marshall();
}
