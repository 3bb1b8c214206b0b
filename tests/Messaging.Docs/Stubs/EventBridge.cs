// The part of AWSSDK.EventBridge 4 that docs/official-clients.md uses, with its documented signatures. The package cannot be
// restored here; the document's code is compiled against this.
#nullable disable
namespace Amazon.EventBridge
{
    using Amazon.EventBridge.Model;
    using Amazon.Runtime;

    public class RuleState : ConstantClass
    {
        public RuleState(string value)
            : base(value)
        {
        }

        public static implicit operator RuleState(string value) => value is null ? null : new RuleState(value);
    }

    public interface IAmazonEventBridge : IDisposable
    {
        Task<PutEventsResponse> PutEventsAsync(PutEventsRequest request, CancellationToken cancellationToken = default);
        Task<CreateEventBusResponse> CreateEventBusAsync(CreateEventBusRequest request, CancellationToken cancellationToken = default);
        Task<DescribeEventBusResponse> DescribeEventBusAsync(DescribeEventBusRequest request, CancellationToken cancellationToken = default);
        Task<DeleteEventBusResponse> DeleteEventBusAsync(DeleteEventBusRequest request, CancellationToken cancellationToken = default);
        Task<PutRuleResponse> PutRuleAsync(PutRuleRequest request, CancellationToken cancellationToken = default);
        Task<DescribeRuleResponse> DescribeRuleAsync(DescribeRuleRequest request, CancellationToken cancellationToken = default);
        Task<ListRulesResponse> ListRulesAsync(ListRulesRequest request, CancellationToken cancellationToken = default);
        Task<DeleteRuleResponse> DeleteRuleAsync(DeleteRuleRequest request, CancellationToken cancellationToken = default);
        Task<EnableRuleResponse> EnableRuleAsync(EnableRuleRequest request, CancellationToken cancellationToken = default);
        Task<DisableRuleResponse> DisableRuleAsync(DisableRuleRequest request, CancellationToken cancellationToken = default);
        Task<PutTargetsResponse> PutTargetsAsync(PutTargetsRequest request, CancellationToken cancellationToken = default);
        Task<ListTargetsByRuleResponse> ListTargetsByRuleAsync(ListTargetsByRuleRequest request, CancellationToken cancellationToken = default);
        Task<RemoveTargetsResponse> RemoveTargetsAsync(RemoveTargetsRequest request, CancellationToken cancellationToken = default);
        Task<TestEventPatternResponse> TestEventPatternAsync(TestEventPatternRequest request, CancellationToken cancellationToken = default);
        Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default);
    }
}

namespace Amazon.EventBridge.Model
{
    public class PutEventsRequestEntry { public string DetailType { get; set; } public string Source { get; set; } public string Detail { get; set; } public string EventBusName { get; set; } public string TraceHeader { get; set; } public List<string> Resources { get; set; } public DateTime? Time { get; set; } }
    public class PutEventsRequest { public List<PutEventsRequestEntry> Entries { get; set; } }
    public class PutEventsResultEntry { public string EventId { get; set; } public string ErrorCode { get; set; } public string ErrorMessage { get; set; } }
    public class PutEventsResponse { public List<PutEventsResultEntry> Entries { get; set; } public int? FailedEntryCount { get; set; } }
    public class Tag { public string Key { get; set; } public string Value { get; set; } }
    public class CreateEventBusRequest { public string Name { get; set; } public List<Tag> Tags { get; set; } }
    public class CreateEventBusResponse { public string EventBusArn { get; set; } }
    public class DescribeEventBusRequest { public string Name { get; set; } }
    public class DescribeEventBusResponse { public string Name { get; set; } public string Arn { get; set; } public string Policy { get; set; } }
    public class DeleteEventBusRequest { public string Name { get; set; } }
    public class DeleteEventBusResponse { }
    public class PutRuleRequest { public string Name { get; set; } public string EventBusName { get; set; } public string EventPattern { get; set; } public string ScheduleExpression { get; set; } public string Description { get; set; } public string RoleArn { get; set; } public RuleState State { get; set; } public List<Tag> Tags { get; set; } }
    public class PutRuleResponse { public string RuleArn { get; set; } }
    public class DescribeRuleRequest { public string Name { get; set; } public string EventBusName { get; set; } }
    public class DescribeRuleResponse { public string Name { get; set; } public string Arn { get; set; } public string EventBusName { get; set; } public string EventPattern { get; set; } public string ScheduleExpression { get; set; } public string Description { get; set; } public string RoleArn { get; set; } public RuleState State { get; set; } }
    public class Rule { public string Name { get; set; } public string Arn { get; set; } public string EventBusName { get; set; } public string EventPattern { get; set; } public string ScheduleExpression { get; set; } public string Description { get; set; } public string RoleArn { get; set; } public RuleState State { get; set; } }
    public class ListRulesRequest { public string EventBusName { get; set; } public string NamePrefix { get; set; } public string NextToken { get; set; } }
    public class ListRulesResponse { public List<Rule> Rules { get; set; } public string NextToken { get; set; } }
    public class DeleteRuleRequest { public string Name { get; set; } public string EventBusName { get; set; } }
    public class DeleteRuleResponse { }
    public class EnableRuleRequest { public string Name { get; set; } public string EventBusName { get; set; } }
    public class EnableRuleResponse { }
    public class DisableRuleRequest { public string Name { get; set; } public string EventBusName { get; set; } }
    public class DisableRuleResponse { }
    public class InputTransformer { public Dictionary<string, string> InputPathsMap { get; set; } public string InputTemplate { get; set; } }
    public class SqsParameters { public string MessageGroupId { get; set; } }
    public class DeadLetterConfig { public string Arn { get; set; } }
    public class RetryPolicy { public int? MaximumRetryAttempts { get; set; } public int? MaximumEventAgeInSeconds { get; set; } }
    public class Target { public string Id { get; set; } public string Arn { get; set; } public string RoleArn { get; set; } public string Input { get; set; } public string InputPath { get; set; } public InputTransformer InputTransformer { get; set; } public SqsParameters SqsParameters { get; set; } public DeadLetterConfig DeadLetterConfig { get; set; } public RetryPolicy RetryPolicy { get; set; } }
    public class PutTargetsRequest { public string Rule { get; set; } public string EventBusName { get; set; } public List<Target> Targets { get; set; } }
    public class PutTargetsResultEntry { public string TargetId { get; set; } public string ErrorCode { get; set; } public string ErrorMessage { get; set; } }
    public class PutTargetsResponse { public List<PutTargetsResultEntry> FailedEntries { get; set; } }
    public class ListTargetsByRuleRequest { public string Rule { get; set; } public string EventBusName { get; set; } public string NextToken { get; set; } }
    public class ListTargetsByRuleResponse { public List<Target> Targets { get; set; } public string NextToken { get; set; } }
    public class RemoveTargetsRequest { public string Rule { get; set; } public string EventBusName { get; set; } public List<string> Ids { get; set; } }
    public class RemoveTargetsResultEntry { public string TargetId { get; set; } public string ErrorCode { get; set; } public string ErrorMessage { get; set; } }
    public class RemoveTargetsResponse { public List<RemoveTargetsResultEntry> FailedEntries { get; set; } }
    public class TestEventPatternRequest { public string EventPattern { get; set; } public string Event { get; set; } }
    public class TestEventPatternResponse { public bool? Result { get; set; } }
    public class TagResourceRequest { public string ResourceARN { get; set; } public List<Tag> Tags { get; set; } }
    public class TagResourceResponse { }
}
