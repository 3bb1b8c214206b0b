using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Messaging.Aws;

/// <summary>One call of a service: it writes itself into a request's body, and reads its answer.</summary>
/// <remarks>Clients and telemetry know an operation by the name of its request's type, as in the service packages.</remarks>
internal abstract class AwsRequest : AmazonWebServiceRequest
{
    /// <summary>Makes the request as the pipeline takes it.</summary>
    public abstract IRequest Marshall();
}
