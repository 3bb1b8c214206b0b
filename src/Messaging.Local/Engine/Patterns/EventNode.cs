using System.Text.Json;

namespace Messaging.Local;

/// <summary>
/// One value of an event. Names with dots are steps, so that <c>{"a.b":1}</c> and <c>{"a":{"b":1}}</c> are one event.
/// </summary>
internal sealed class EventNode
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <summary>Gets the kind of scalar, or Undefined for what has fields or items only.</summary>
    public JsonValueKind Scalar { get; private init; }

    public string? Text { get; private init; }

    public double Number { get; private init; }

    public Dictionary<string, EventNode>? Fields { get; private set; }

    public IReadOnlyList<EventNode>? Items { get; private init; }

    /// <summary>Reads a JSON text; null when it is none.</summary>
    public static EventNode? TryParse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Deep);
            return Of(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static EventNode OfText(string text) => new() { Scalar = JsonValueKind.String, Text = text };

    public static EventNode OfNumber(double number) => new() { Scalar = JsonValueKind.Number, Number = number };

    /// <summary>Makes an object of named values.</summary>
    public static EventNode OfFields(IEnumerable<KeyValuePair<string, EventNode>> fields)
    {
        var node = new EventNode { Fields = new Dictionary<string, EventNode>(StringComparer.Ordinal) };
        foreach (var (name, value) in fields)
        {
            node.Put(name, value);
        }

        return node;
    }

    public static EventNode Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => OfFields(
            element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Of(property.Value)))),
        JsonValueKind.Array => new EventNode { Items = [.. element.EnumerateArray().Select(Of)] },
        JsonValueKind.String => OfText(element.GetString()!),
        JsonValueKind.Number => OfNumber(element.GetDouble()),
        _ => new EventNode { Scalar = element.ValueKind },
    };

    /// <summary>Lists the scalars that are here: the value itself, or those in its arrays.</summary>
    public IEnumerable<EventNode> Scalars() =>
        Items is not null ? Items.SelectMany(item => item.Scalars())
        : Scalar != JsonValueKind.Undefined ? [this]
        : [];

    /// <summary>Tells whether any scalar is at the path from here, through whatever arrays.</summary>
    public bool Has(ReadOnlySpan<string> path)
    {
        if (Items is not null)
        {
            foreach (var item in Items)
            {
                if (item.Has(path))
                {
                    return true;
                }
            }

            return false;
        }

        return path.IsEmpty
            ? Scalar != JsonValueKind.Undefined
            : Fields is not null && Fields.TryGetValue(path[0], out var field) && field.Has(path[1..]);
    }

    private void Put(string name, EventNode value)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var first = dot < 0 ? name : name[..dot];
        if (dot >= 0)
        {
            value = OfFields([KeyValuePair.Create(name[(dot + 1)..], value)]);
        }

        if (value.Fields is not null && Fields!.TryGetValue(first, out var present) && present.Fields is not null)
        {
            foreach (var (inner, node) in value.Fields)
            {
                present.Put(inner, node);
            }
        }
        else
        {
            Fields![first] = value;
        }
    }
}
