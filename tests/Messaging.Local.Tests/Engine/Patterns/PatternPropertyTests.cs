using System.Text.Json.Nodes;
using CsCheck;

namespace Messaging.Local.Tests;

public sealed class PatternPropertyTests
{
    private const int Cases = 10_000;

    [Fact]
    public void H34_event_patterns_match_what_a_naive_reading_of_the_grammar_matches() => Check(
        wildcards: true, (pattern, happened) => EventPattern.Parse(pattern).Matches(EventNode.TryParse(happened)!));

    [Fact]
    public void H29_filter_policies_match_what_a_naive_reading_of_the_grammar_matches() => Check(
        wildcards: false, (policy, body) =>
        {
            try
            {
                return FilterPolicy.Parse(policy, onBody: true).Matches(EventNode.TryParse(body)!);
            }
            catch (PatternException error) when (error.Message == "Filter policy is too complex")
            {
                return null;
            }
        });

    private static void Check(bool wildcards, Func<string, string, bool?> matches)
    {
        var (matched, missed) = (0, 0);
        Gen.Int.Sample(
            seed =>
            {
                var random = new RandomPatterns(new Random(seed));
                var (pattern, happened) = (random.Pattern(wildcards, depth: 2).ToJsonString(), random.Event().ToJsonString());
                var expected = NaiveMatcher.Matches(JsonNode.Parse(pattern)!.AsObject(), JsonNode.Parse(happened)!.AsObject());
                if (matches(pattern, happened) is not { } actual)
                {
                    return;
                }

                _ = actual ? Interlocked.Increment(ref matched) : Interlocked.Increment(ref missed);
                Assert.True(
                    expected == actual,
                    $"{pattern} and {happened} must {(expected ? string.Empty : "not ")}match.");
            },
            iter: Cases);

        // Both answers come often enough to be worth comparing.
        Assert.True(matched > Cases / 20 && missed > Cases / 20, $"{matched} matched, {missed} did not.");
    }
}
