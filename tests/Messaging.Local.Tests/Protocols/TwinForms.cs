using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Messaging.Local.Tests;

/// <summary>Rewrites requests of SQS from JSON to parameters, and answers from both protocols to one text.</summary>
internal static class TwinForms
{
    private static readonly Dictionary<string, string> Elements = new()
    {
        ["AttributeNames"] = "AttributeName",
        ["MessageSystemAttributeNames"] = "AttributeName",
        ["MessageAttributeNames"] = "MessageAttributeName",
        ["Attributes"] = "Attribute",
        ["MessageAttributes"] = "MessageAttribute",
        ["MessageSystemAttributes"] = "MessageSystemAttribute",
        ["tags"] = "Tag",
        ["Tags"] = "Tag",
        ["TagKeys"] = "TagKey",
        ["AWSAccountIds"] = "AWSAccountId",
        ["Actions"] = "ActionName",
    };

    public static List<(string Name, string Value)> Write(string action, JsonObject request)
    {
        var form = new List<(string, string)>();
        Write(action, request, string.Empty, form);
        return form;
    }

    /// <summary>Writes an answer in JSON as sorted lines, each with a path and a value.</summary>
    public static string Plain(JsonObject answer)
    {
        var lines = new List<string>();
        Flatten(answer, string.Empty, lines);
        return Sorted(lines);
    }

    /// <summary>Writes the result of an answer in XML in the same way.</summary>
    public static string Read(XElement? result)
    {
        var lines = new List<string>();
        if (result is not null)
        {
            Flatten(result, string.Empty, lines);
        }

        return Sorted(lines);
    }

    private static void Write(string action, JsonObject request, string prefix, List<(string Name, string Value)> form)
    {
        foreach (var (name, value) in request)
        {
            var element = prefix + (name == "Entries" ? action + "RequestEntry" : Elements.GetValueOrDefault(name, name));
            switch (value)
            {
                case JsonArray array:
                    foreach (var (at, item) in array.Index())
                    {
                        if (item is JsonObject structure)
                        {
                            Write(action, structure, $"{element}.{at + 1}.", form);
                        }
                        else
                        {
                            form.Add(($"{element}.{at + 1}", (string)item!));
                        }
                    }

                    break;
                case JsonObject map:
                    WriteMap(action, map, element, form);
                    break;
                default:
                    form.Add((element, value!.ToString()));
                    break;
            }
        }
    }

    private static void WriteMap(string action, JsonObject map, string element, List<(string Name, string Value)> form)
    {
        foreach (var (at, (key, value)) in map.Index())
        {
            form.Add(($"{element}.{at + 1}.{(element == "Tag" ? "Key" : "Name")}", key));
            if (value is JsonObject structure)
            {
                Write(action, structure, $"{element}.{at + 1}.Value.", form);
            }
            else
            {
                form.Add(($"{element}.{at + 1}.Value", (string)value!));
            }
        }
    }

    private static void Flatten(JsonNode node, string path, List<string> lines)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map)
                {
                    Flatten(value!, $"{path}/{name}", lines);
                }

                break;
            case JsonArray array:
                foreach (var (at, item) in array.Index())
                {
                    Flatten(item!, $"{path}/{at}", lines);
                }

                break;
            default:
                lines.Add($"{path} = {(node.GetValueKind() == JsonValueKind.String ? (string?)node : node.ToJsonString())}");
                break;
        }
    }

    private static void Flatten(XElement element, string path, List<string> lines)
    {
        var count = new Dictionary<string, int>();
        foreach (var child in element.Elements())
        {
            var name = child.Name.LocalName;
            var at = count[name] = count.GetValueOrDefault(name, -1) + 1;
            var place = name switch
            {
                "Message" when child.HasElements => $"/Messages/{at}",
                "QueueUrl" when element.Name.LocalName == "ListQueuesResult" => $"/QueueUrls/{at}",
                "QueueUrl" when element.Name.LocalName == "ListDeadLetterSourceQueuesResult" => $"/queueUrls/{at}",
                "ListMessageMoveTasksResultEntry" => $"/Results/{at}",
                "BatchResultErrorEntry" => $"/Failed/{at}",
                "Attribute" or "MessageAttribute" or "Tag" => $"/{name}s/{child.Elements().First().Value}",
                _ when name.EndsWith("ResultEntry", StringComparison.Ordinal) => $"/Successful/{at}",
                _ => $"/{name}",
            };
            var value = name is "Attribute" or "MessageAttribute" or "Tag" ? child.Elements().Last() : child;
            if (value.HasElements)
            {
                Flatten(value, path + place, lines);
            }
            else
            {
                lines.Add($"{path}{place} = {value.Value}");
            }
        }
    }

    private static string Sorted(List<string> lines)
    {
        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines);
    }
}
