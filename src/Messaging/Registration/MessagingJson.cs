using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Messaging;

/// <summary>Makes the JSON options for the data of messages: Web defaults, source-generated contracts first.</summary>
internal static class MessagingJson
{
    public static JsonSerializerOptions Create(MessagingRegistrations registrations)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        foreach (var contract in registrations.JsonContracts)
        {
            options.TypeInfoResolverChain.Add(contract);
        }

        if (JsonSerializer.IsReflectionEnabledByDefault)
        {
            options.TypeInfoResolverChain.Add(Reflection());
        }

        registrations.JsonSettings.ForEach(set => set(options));

        // Without any, the start names the messages that have no contract.
        options.TypeInfoResolver ??= JsonTypeInfoResolver.Combine();
        options.MakeReadOnly();
        return options;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only where the application left reflection-based JSON on.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where the application left reflection-based JSON on.")]
    private static DefaultJsonTypeInfoResolver Reflection() => new();
}
