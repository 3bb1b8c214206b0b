using System.Text.Json.Serialization;

namespace Messaging.Benchmarks;

/// <summary>The envelope as a loop written by hand reads and writes it.</summary>
internal sealed record BenchEnvelope(
    string Specversion, string Id, string Source, string Type, string Time, string Datacontenttype, BenchOrder Data);

/// <summary>JSON without reflection, the same for the library and for the loops by hand.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(BenchOrder))]
[JsonSerializable(typeof(BenchEnvelope))]
internal sealed partial class BenchJson : JsonSerializerContext;
