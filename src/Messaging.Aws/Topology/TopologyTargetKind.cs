namespace Messaging.Aws;

/// <summary>What an EventBridge rule sends events to.</summary>
public enum TopologyTargetKind
{
    /// <summary>An SQS queue.</summary>
    Queue,

    /// <summary>An SNS topic.</summary>
    Topic,

    /// <summary>A Lambda function.</summary>
    Function,

    /// <summary>Another bus.</summary>
    EventBus,
}
