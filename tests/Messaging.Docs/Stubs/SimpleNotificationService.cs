// The part of AWSSDK.SimpleNotificationService 4 that docs/official-clients.md uses, with its documented signatures. The
// package cannot be restored here; the document's code is compiled against this.
#nullable disable
namespace Amazon.SimpleNotificationService
{
    using Amazon.SimpleNotificationService.Model;

    public interface IAmazonSimpleNotificationService : IDisposable
    {
        Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken = default);
        Task<PublishBatchResponse> PublishBatchAsync(PublishBatchRequest request, CancellationToken cancellationToken = default);
        Task<CreateTopicResponse> CreateTopicAsync(CreateTopicRequest request, CancellationToken cancellationToken = default);
        Task<DeleteTopicResponse> DeleteTopicAsync(DeleteTopicRequest request, CancellationToken cancellationToken = default);
        Task<GetTopicAttributesResponse> GetTopicAttributesAsync(GetTopicAttributesRequest request, CancellationToken cancellationToken = default);
        Task<SetTopicAttributesResponse> SetTopicAttributesAsync(SetTopicAttributesRequest request, CancellationToken cancellationToken = default);
        Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default);
        Task<SubscribeResponse> SubscribeAsync(SubscribeRequest request, CancellationToken cancellationToken = default);
        Task<UnsubscribeResponse> UnsubscribeAsync(UnsubscribeRequest request, CancellationToken cancellationToken = default);
        Task<GetSubscriptionAttributesResponse> GetSubscriptionAttributesAsync(GetSubscriptionAttributesRequest request, CancellationToken cancellationToken = default);
        Task<SetSubscriptionAttributesResponse> SetSubscriptionAttributesAsync(SetSubscriptionAttributesRequest request, CancellationToken cancellationToken = default);
        Task<ListSubscriptionsByTopicResponse> ListSubscriptionsByTopicAsync(ListSubscriptionsByTopicRequest request, CancellationToken cancellationToken = default);
    }
}

namespace Amazon.SimpleNotificationService.Model
{
    public class MessageAttributeValue { public string DataType { get; set; } public string StringValue { get; set; } }
    public class Tag { public string Key { get; set; } public string Value { get; set; } }
    public class PublishRequest { public string TopicArn { get; set; } public string Message { get; set; } public string Subject { get; set; } public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } public string MessageGroupId { get; set; } public string MessageDeduplicationId { get; set; } }
    public class PublishResponse { public string MessageId { get; set; } public string SequenceNumber { get; set; } }
    public class PublishBatchRequestEntry { public string Id { get; set; } public string Message { get; set; } public string Subject { get; set; } public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } public string MessageGroupId { get; set; } public string MessageDeduplicationId { get; set; } }
    public class PublishBatchRequest { public string TopicArn { get; set; } public List<PublishBatchRequestEntry> PublishBatchRequestEntries { get; set; } }
    public class PublishBatchResultEntry { public string Id { get; set; } public string MessageId { get; set; } public string SequenceNumber { get; set; } }
    public class BatchResultErrorEntry { public string Id { get; set; } public string Code { get; set; } public string Message { get; set; } public bool? SenderFault { get; set; } }
    public class PublishBatchResponse { public List<PublishBatchResultEntry> Successful { get; set; } public List<BatchResultErrorEntry> Failed { get; set; } }
    public class CreateTopicRequest { public string Name { get; set; } public Dictionary<string, string> Attributes { get; set; } public List<Tag> Tags { get; set; } }
    public class CreateTopicResponse { public string TopicArn { get; set; } }
    public class DeleteTopicRequest { public string TopicArn { get; set; } }
    public class DeleteTopicResponse { }
    public class GetTopicAttributesRequest { public string TopicArn { get; set; } }
    public class GetTopicAttributesResponse { public Dictionary<string, string> Attributes { get; set; } }
    public class SetTopicAttributesRequest { public string TopicArn { get; set; } public string AttributeName { get; set; } public string AttributeValue { get; set; } }
    public class SetTopicAttributesResponse { }
    public class TagResourceRequest { public string ResourceArn { get; set; } public List<Tag> Tags { get; set; } }
    public class TagResourceResponse { }
    public class SubscribeRequest { public string TopicArn { get; set; } public string Protocol { get; set; } public string Endpoint { get; set; } public Dictionary<string, string> Attributes { get; set; } public bool? ReturnSubscriptionArn { get; set; } }
    public class SubscribeResponse { public string SubscriptionArn { get; set; } }
    public class UnsubscribeRequest { public string SubscriptionArn { get; set; } }
    public class UnsubscribeResponse { }
    public class GetSubscriptionAttributesRequest { public string SubscriptionArn { get; set; } }
    public class GetSubscriptionAttributesResponse { public Dictionary<string, string> Attributes { get; set; } }
    public class SetSubscriptionAttributesRequest { public string SubscriptionArn { get; set; } public string AttributeName { get; set; } public string AttributeValue { get; set; } }
    public class SetSubscriptionAttributesResponse { }
    public class ListSubscriptionsByTopicRequest { public string TopicArn { get; set; } public string NextToken { get; set; } }
    public class Subscription { public string SubscriptionArn { get; set; } public string Owner { get; set; } public string Protocol { get; set; } public string Endpoint { get; set; } public string TopicArn { get; set; } }
    public class ListSubscriptionsByTopicResponse { public List<Subscription> Subscriptions { get; set; } public string NextToken { get; set; } }
}
