using System.Text.Json.Nodes;

namespace Messaging.Docs;

/// <summary>The page about the envelope shows the files that pin it.</summary>
public sealed class EnvelopeTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "envelope.md"));

    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "Messaging.Tests", "Envelope", "Golden");

    public static TheoryData<string> Examples { get; } = [.. Lines
        .Where(line => line.StartsWith("```json ", StringComparison.Ordinal)).Select(line => line["```json ".Length..])];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_the_file_of_its_name(string name)
    {
        var example = Lines.SkipWhile(line => line != "```json " + name).Skip(1).TakeWhile(line => line != "```");

        // Compared as text, so that the order of the members counts too.
        Assert.Equal(
            JsonNode.Parse(File.ReadAllText(Path.Combine(Golden, name + ".json")))!.ToJsonString(),
            JsonNode.Parse(string.Join('\n', example))!.ToJsonString());
    }

    [Fact]
    public void Each_form_that_is_written_is_shown() => Assert.Superset(
        new HashSet<string> { "written-full", "written-headers-inside", "written-raw" }, Examples.Cast<object[]>().Select(row => (string)row[0]).ToHashSet());
}
