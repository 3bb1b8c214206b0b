using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Messaging;

internal record OrderPlaced(int OrderId, string Note);

internal sealed record OrderShipped(int OrderId);

/// <summary>Makes registered message types without a host.</summary>
internal static class Orders
{
    public const string Name = "shop.order-placed.v1";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static MessageType Type { get; } = Named<OrderPlaced>(Name);

    public static MessageType Named<TMessage>(string name, params IReadOnlyList<string> alsoReads) =>
        new MessageType<TMessage>(name, alsoReads, null, Json);
}
