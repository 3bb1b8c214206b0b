namespace Messaging.Local;

/// <summary>One target of a rule, ready to be used.</summary>
internal sealed record RuleTarget(TargetSettings Settings, ResourceArn Arn, TargetInput Input)
{
    public int RetryAttempts => Settings.RetryAttempts ?? BusLimits.RetryAttempts;

    public TimeSpan EventAge => TimeSpan.FromSeconds(Settings.EventAgeSeconds ?? BusLimits.MostAgeSeconds);
}
