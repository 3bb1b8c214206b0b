namespace Messaging.Local;

/// <summary>What EventBridge checks on targets.</summary>
internal static class TargetRules
{
    public static void Check(IReadOnlyList<Target> targets, Region region)
    {
        if (targets.Count is 0 or > EventBridgeLimits.Entries)
        {
            throw EventBridgeErrors.Constraint("at 'targets'", "targets", "Member must have length between 1 and 10");
        }

        foreach (var target in targets)
        {
            Check(target, region);
        }
    }

    private static void Check(Target target, Region region)
    {
        if (target.Id.Length is 0 or > 64 || !target.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw EventBridgeErrors.Constraint(
                $"'{target.Id}'", "targets.id", "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
        }

        if (target.Arn.Split(':', 6) is not ["arn", ..] parts || parts.Length < 6)
        {
            throw EventBridgeErrors.Validation(
                $"Parameter {target.Arn} is not valid. Reason: Provided Arn is not in correct format.");
        }

        int inputs = (target.Input is null ? 0 : 1) + (target.InputPath is null ? 0 : 1) + (target.Transformer is null ? 0 : 1);
        if (inputs > 1)
        {
            throw EventBridgeErrors.Validation(
                $"Only one of Input, InputPath, or InputTransformer must be provided for target {target.Id}.");
        }

        if (target.Transformer?.FindUndefined() is { } name)
        {
            throw EventBridgeErrors.Validation(
                $"InputTemplate for target {target.Id} contains invalid placeholder {name}.");
        }

        CheckDelivery(target);
        CheckQueue(target, region);
    }

    private static void CheckDelivery(Target target)
    {
        if (target.MaxAttempts is < 0 or > EventBridgeLimits.Attempts)
        {
            throw EventBridgeErrors.Validation(
                $"Parameter MaximumRetryAttempts is not valid. Reason: {target.MaxAttempts} is not from 0 to 185.");
        }

        if (target.MaxAgeSeconds is < EventBridgeLimits.LeastAgeSeconds or > EventBridgeLimits.AgeSeconds)
        {
            throw EventBridgeErrors.Validation(
                $"Parameter MaximumEventAgeInSeconds is not valid. Reason: {target.MaxAgeSeconds} is not from 60 to 86400.");
        }

        if (target.DeadLetterArn is { } letters
            && (!Arns.IsOf(letters, "sqs") || letters.EndsWith(".fifo", StringComparison.Ordinal)))
        {
            throw EventBridgeErrors.Validation(
                $"Parameter DeadLetterConfig is not valid. Reason: {letters} is not a standard queue.");
        }
    }

    private static void CheckQueue(Target target, Region region)
    {
        if (!Arns.IsOf(target.Arn, "sqs") || !target.Arn.EndsWith(".fifo", StringComparison.Ordinal))
        {
            return;
        }

        if (target.GroupId is null)
        {
            throw EventBridgeErrors.Validation(
                $"Parameter(s) SqsParameters must be specified for target: {target.Id}.");
        }

        if (region.FindByArn(target.Arn) is { Settings.ContentDeduplication: false })
        {
            throw EventBridgeErrors.Validation(
                $"Content-based deduplication must be enabled on the FIFO queue of target {target.Id}.");
        }
    }
}
