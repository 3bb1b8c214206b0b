using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Conformance;

/// <summary>A step of one group's sequence.</summary>
public sealed record Step(string Group, int Number);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Step))]
internal sealed partial class StepJson : JsonSerializerContext;
