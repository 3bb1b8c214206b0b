using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>Makes events and patterns of a few names and values, so that they often meet.</summary>
internal sealed class RandomPatterns(Random random)
{
    private static readonly string[] Leaves = ["a", "b", "c"];
    private static readonly string[] Objects = ["x", "y"];
    private static readonly string[] Texts = ["", "a", "ab", "abc", "ABC", "b", "ba", "cab"];

    public JsonObject Event(int depth = 2)
    {
        var made = new JsonObject();
        foreach (var leaf in Leaves.Where(_ => random.Next(3) > 0))
        {
            made[leaf] = random.Next(4) > 0
                ? Scalar()
                : new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Scalar())]);
        }

        foreach (var inner in Objects.Where(_ => depth > 0 && random.Next(3) > 0))
        {
            made[inner] = Event(depth - 1);
        }

        return made;
    }

    public JsonObject Pattern(bool wildcards, int depth)
    {
        var made = new JsonObject();
        var fields = random.Next(1, 3);
        while (made.Count < fields)
        {
            if (depth > 0 && random.Next(3) == 0)
            {
                made[Pick(Objects)] = Pattern(wildcards, depth - 1);
            }
            else if (depth > 0 && random.Next(6) == 0)
            {
                made["$or"] = new JsonArray(Pattern(wildcards, 0), Pattern(wildcards, 0));
            }
            else
            {
                made[Pick(Leaves)] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Test(wildcards))]);
            }
        }

        return made;
    }

    private JsonNode? Scalar() => random.Next(6) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-3, 4),
        3 => random.Next(-6, 7) / 2.0,
        _ => Pick(Texts),
    };

    private JsonNode? Test(bool wildcards) => random.Next(wildcards ? 8 : 7) switch
    {
        0 => new JsonObject { ["exists"] = random.Next(2) == 0 },
        1 => new JsonObject { ["prefix"] = Text() },
        2 => new JsonObject { ["suffix"] = Text() },
        3 => new JsonObject { ["equals-ignore-case"] = Text() },
        4 => new JsonObject { ["anything-but"] = new JsonArray(Text(), Text()) },
        5 => new JsonObject { ["numeric"] = Range() },
        6 => Scalar(),
        _ => new JsonObject { ["wildcard"] = Pick(["a*", "*b", "a*c", "*b*", "c*b"]) },
    };

    private JsonArray Range() => random.Next(3) switch
    {
        0 => new JsonArray("=", random.Next(-3, 4)),
        1 => new JsonArray(Pick(["<", "<=", ">", ">="]), random.Next(-3, 4)),
        _ => new JsonArray(Pick([">", ">="]), random.Next(-3, 0), Pick(["<", "<="]), random.Next(1, 4)),
    };

    private string Text() => Pick(Texts[1..]);

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
