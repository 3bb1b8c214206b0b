namespace Messaging.Aws.Tests;

/// <summary>Marks a test that runs where an independent server with SNS and EventBridge is named.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsServerFactAttribute : FactAttribute
{
    private const string Variable = "MESSAGING_TEST_AWS_ENDPOINT";

    public NeedsServerFactAttribute() =>
        Skip = Endpoint is null ? $"Needs a server with SNS and EventBridge: {Variable} holds no URL." : null;

    public static string? Endpoint => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url ? url : null;
}
