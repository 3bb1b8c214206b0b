using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Aot;

/// <summary>A customer ordered something.</summary>
internal sealed record Order(string OrderId, int Number);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Order))]
internal sealed partial class OrderJson : JsonSerializerContext;
