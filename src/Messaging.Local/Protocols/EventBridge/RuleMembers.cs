namespace Messaging.Local;

/// <summary>Writes what the operations on rules have in common.</summary>
internal static class RuleMembers
{
    public static void Write(ResultWriter result, EventRule rule)
    {
        result.Text("Name", rule.Name);
        result.Text("Arn", rule.Arn);
        result.Text("EventPattern", rule.Settings.Pattern);
        result.Text("State", rule.Settings.State);
        result.Text("Description", rule.Settings.Description);
        result.Text("RoleArn", rule.Settings.RoleArn);
        result.Text("EventBusName", rule.Bus.Name);
    }
}
