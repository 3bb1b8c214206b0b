using System.Globalization;

namespace Messaging.Local;

/// <summary>What EventBridge checks of targets, and the making of a target that passes.</summary>
internal static class TargetRules
{
    public static void CheckRequest(int count) => CheckCount("Targets", count, BusLimits.TargetsPerRequest);

    public static void CheckRemoved(int count) => CheckCount("Ids", count, BusLimits.RemovedTargets);

    /// <summary>Checks a target and makes it ready.</summary>
    /// <param name="target">The target as it was given.</param>
    /// <param name="number">Its place in the request, from 1.</param>
    /// <param name="region">The region of the rule.</param>
    public static RuleTarget Check(TargetSettings target, int number, Region region)
    {
        var member = $"targets.{number.ToString(CultureInfo.InvariantCulture)}.member.";
        BusRules.CheckName(member + "id", target.Id, BusLimits.TargetIdLength);
        CheckRange(member + "retryPolicy.maximumRetryAttempts", target.RetryAttempts, 0, BusLimits.RetryAttempts);
        CheckRange(
            member + "retryPolicy.maximumEventAgeInSeconds",
            target.EventAgeSeconds,
            BusLimits.LeastAgeSeconds,
            BusLimits.MostAgeSeconds);
        BusRules.CheckLength(member + "input", target.Input, 0, BusLimits.InputLength);
        BusRules.CheckLength(member + "inputPath", target.InputPath, 0, BusLimits.PathLength);
        BusRules.CheckLength(member + "inputTransformer.inputTemplate", target.Template, 1, BusLimits.InputLength);
        var arn = CheckArn(target, region);
        CheckQueue(target, arn, region);
        return new RuleTarget(target, arn, TargetInputs.Make(target, arn));
    }

    private static ResourceArn CheckArn(TargetSettings target, Region region)
    {
        if (ResourceArn.Parse(target.Arn) is not { Region.Length: > 0, Account.Length: > 0 } arn)
        {
            throw EventBridgeErrors.NotValid(target.Arn, "Provided Arn is not in correct format.");
        }

        var isBus = arn.Service == "events" && arn.Resource.StartsWith("event-bus/", StringComparison.Ordinal);
        if (!isBus && arn.Service is not ("sqs" or "sns" or "lambda"))
        {
            throw EventBridgeErrors.NotValid(
                target.Arn, $"Targets of {arn.Service} are not available in the embedded broker.");
        }

        if (!isBus && arn.Region != region.Name)
        {
            // Only buses may be far away; the text is not known (?).
            throw EventBridgeErrors.NotValid(target.Arn, "The target must be in the Region of the rule.");
        }

        return arn;
    }

    private static void CheckQueue(TargetSettings target, ResourceArn arn, Region region)
    {
        if (arn.Service == "sqs" && arn.Resource.EndsWith(".fifo", StringComparison.Ordinal)
            && string.IsNullOrEmpty(target.GroupId))
        {
            throw EventBridgeErrors.Validation($"Parameter(s) SqsParameters must be specified for target: {target.Id}.");
        }

        if (arn.Service == "sqs" && target.GroupId is { } group
            && MessageRules.WrongWithId("MessageGroupId", group) is { } reason)
        {
            // Otherwise the queue would refuse each of the events; the text is not known (?).
            throw EventBridgeErrors.NotValid(group, reason);
        }

        if (target.DeadLetterArn is { } letters && !BusRules.IsDeadLetterQueue(letters, region.Name))
        {
            // That the queue is a standard one of the same region is documented, the text is not (?).
            throw EventBridgeErrors.NotValid(
                letters, "A dead-letter queue must be a standard queue in the Region of the rule.");
        }
    }

    private static void CheckCount(string member, int count, int most)
    {
        if (count < 1 || count > most)
        {
            var bound = count < 1 ? "greater than or equal to 1" : $"less than or equal to {most}";
            throw EventBridgeErrors.Constraint("'[]'", member, $"Member must have length {bound}");
        }
    }

    private static void CheckRange(string member, int? value, int least, int most)
    {
        if (value is { } given && (given < least || given > most))
        {
            var bound = given < least ? $"greater than or equal to {least}" : $"less than or equal to {most}";
            throw EventBridgeErrors.Constraint(
                $"'{given.ToString(CultureInfo.InvariantCulture)}'", member, $"Member must have value {bound}");
        }
    }
}
