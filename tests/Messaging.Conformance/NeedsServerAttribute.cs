namespace Messaging.Conformance;

/// <summary>Marks a class whose tests run against the independent server.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsServerAttribute : Attribute
{
    private const string Variable = "MESSAGING_TEST_SQS_ENDPOINT";

    public static string? Endpoint => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url ? url : null;

    public static string? SkipReason => Endpoint is null ? $"Needs an SQS server: {Variable} holds no URL." : null;
}
