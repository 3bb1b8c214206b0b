using System.Text.Json;

namespace Messaging.Local;

/// <summary>Finds the content type that a delivery policy asks for.</summary>
internal static class ContentTypes
{
    public static string? Of(Subscription subscription, Topic topic) =>
        Read(subscription.Attributes.GetValueOrDefault("DeliveryPolicy"), "requestPolicy")
        ?? Read(topic.Attributes.GetValueOrDefault("DeliveryPolicy"), "http", "defaultRequestPolicy");

    private static string? Read(string? policy, params string[] path)
    {
        if (string.IsNullOrEmpty(policy))
        {
            return null;
        }

        using var document = JsonDocument.Parse(policy);
        var at = document.RootElement;
        foreach (var step in path.Append("headerContentType"))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
            {
                return null;
            }
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
    }
}
