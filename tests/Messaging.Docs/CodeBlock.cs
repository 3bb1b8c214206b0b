namespace Messaging.Docs;

/// <summary>One block of a document, with the place where it begins.</summary>
internal sealed record CodeBlock(string Place, string Code)
{
    private const string Fence = "```";

    public static IReadOnlyList<CodeBlock> In(string place, string document, string language = "csharp")
    {
        var blocks = new List<CodeBlock>();
        var lines = document.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var opening = lines[i].TrimStart();
            if (!opening.StartsWith(Fence, StringComparison.Ordinal))
            {
                continue;
            }

            var start = i + 1;
            var end = Array.FindIndex(lines, start, line => line.TrimStart().StartsWith(Fence, StringComparison.Ordinal));
            end = end < 0 ? lines.Length : end;
            if (opening[Fence.Length..].Split(' ')[0] == language)
            {
                blocks.Add(new CodeBlock($"{place}:{start + 1}", string.Join('\n', lines[start..end])));
            }

            i = end;
        }

        return blocks;
    }
}
