using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderProcessing;

/// <summary>How orders are read in native code, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OrderPlaced))]
internal sealed partial class OrderJson : JsonSerializerContext;
