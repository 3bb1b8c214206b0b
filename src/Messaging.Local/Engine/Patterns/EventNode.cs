using System.Text.Json;

namespace Messaging.Local;

/// <summary>
/// One value of an event. Names with dots are steps, so that <c>{"a.b":1}</c> and <c>{"a":{"b":1}}</c> are one event.
/// </summary>
internal sealed class EventNode
{
    /// <summary>
    /// How many steps all patterns together may take on one event: enough for a mebibyte of numbers and forty rules, or for
    /// one list of them and forty alternatives. A second passes in no more, whatever patterns and events are made for.
    /// </summary>
    public const int MostSteps = 20_000_000;

    private const int MostDepth = 1000;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = MostDepth };

    private int _steps = MostSteps;

    public bool HasStepsLeft => _steps > 0;

    /// <summary>Gets the kind of scalar, or Undefined for what has fields or items only.</summary>
    public JsonValueKind Scalar { get; private init; }

    public string? Text { get; private init; }

    public double Number { get; private init; }

    public Dictionary<string, EventNode>? Fields { get; private set; }

    public EventNode[]? Items { get; private init; }

    private bool HasValue => Scalar != JsonValueKind.Undefined || Items is not null;

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
        var node = NewObject();
        foreach (var (name, value) in fields)
        {
            node.Put(name.Split('.'), value);
        }

        return node;
    }

    public static EventNode Of(JsonElement element) => Of(element, 0);

    /// <summary>Takes steps of those that all patterns together may take on this event; false when there are none left.</summary>
    public bool TakeSteps(int steps)
    {
        _steps = Math.Max(0, _steps - steps);
        return _steps > 0;
    }

    /// <summary>Tells whether any scalar is at the path from here, through whatever arrays.</summary>
    public bool Has(ReadOnlySpan<string> path, EventNode root)
    {
        if (!root.TakeSteps(1))
        {
            return false;
        }

        foreach (var item in Items ?? [])
        {
            if (item.Has(path, root))
            {
                return true;
            }
        }

        return path.IsEmpty
            ? Scalar != JsonValueKind.Undefined
            : Fields is not null && Fields.TryGetValue(path[0], out var field) && field.Has(path[1..], root);
    }

    private static EventNode Of(JsonElement element, int depth) => element.ValueKind switch
    {
        JsonValueKind.Object => OfObject(element, depth),
        JsonValueKind.Array => new EventNode { Items = [.. element.EnumerateArray().Select(item => Of(item, depth + 1))] },
        JsonValueKind.String => OfText(element.GetString()!),
        JsonValueKind.Number => OfNumber(element.GetDouble()),
        _ => new EventNode { Scalar = element.ValueKind },
    };

    private static EventNode OfObject(JsonElement element, int depth)
    {
        var node = NewObject();
        foreach (var property in element.EnumerateObject())
        {
            // Where dots would lead deeper than JSON may be, they are no steps: no pattern is as long.
            var steps = property.Name.AsSpan().Count('.') + 1;
            string[] names = depth + steps <= MostDepth ? property.Name.Split('.') : [property.Name];
            node.Put(names, Of(property.Value, depth + names.Length));
        }

        return node;
    }

    private static EventNode NewObject() => new() { Fields = NewFields() };

    private static Dictionary<string, EventNode> NewFields() => new(StringComparer.Ordinal);

    private void Put(string[] names, EventNode value)
    {
        var at = this;
        foreach (var name in names.AsSpan(..^1))
        {
            if (!at.Fields!.TryGetValue(name, out var next))
            {
                at.Fields[name] = next = NewObject();
            }

            next.Fields ??= NewFields();
            at = next;
        }

        at.Put(names[^1], value);
    }

    // The names "a" and "a.b" may be in one event, in either order: then "a" has a value and fields.
    private void Put(string name, EventNode value)
    {
        if (!Fields!.TryGetValue(name, out var present))
        {
            Fields.Add(name, value);
        }
        else if (present.Fields is null || value.Fields is null)
        {
            Fields[name] = value.HasValue ? value.With(value.Fields ?? present.Fields) : present.With(value.Fields);
        }
        else
        {
            foreach (var (inner, node) in value.Fields)
            {
                present.Put(inner, node);
            }
        }
    }

    private EventNode With(Dictionary<string, EventNode>? fields) => fields == Fields
        ? this
        : new EventNode { Scalar = Scalar, Text = Text, Number = Number, Items = Items, Fields = fields };
}
