using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>An invocation that waits for the test's answer.</summary>
internal sealed class Invocation(string json)
{
    public JsonArray Records { get; } = JsonNode.Parse(json)![nameof(Records)]!.AsArray();

    public TaskCompletionSource<string?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string[] Bodies => [.. Records.Select(record => record!["body"]!.GetValue<string>())];

    public string[] Ids => [.. Records.Select(record => record!["messageId"]!.GetValue<string>())];

    /// <summary>Names messages as failed, by their bodies.</summary>
    public string Failing(params string[] bodies) => new JsonObject
    {
        ["batchItemFailures"] = new JsonArray([.. Records
            .Where(record => bodies.Contains(record!["body"]!.GetValue<string>()))
            .Select(record => new JsonObject { ["itemIdentifier"] = record!["messageId"]!.GetValue<string>() })]),
    }.ToJsonString();
}
