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
        wildcards: false,
        (policy, body) => FilterPolicy.Parse(policy, onBody: true).Matches(EventNode.TryParse(body)!));

    private static void Check(bool wildcards, Func<string, string, bool> matches)
    {
        var matched = 0;
        Gen.Int.Sample(
            seed =>
            {
                var random = new RandomPatterns(new Random(seed));
                var (pattern, happened) = (random.Pattern(wildcards), random.Event());
                var expected = NaiveMatcher.Matches(pattern, happened);
                Interlocked.Add(ref matched, expected ? 1 : 0);
                Assert.True(
                    expected == matches(pattern.ToJsonString(), happened.ToJsonString()),
                    $"{pattern.ToJsonString()} and {happened.ToJsonString()} must {(expected ? string.Empty : "not ")}match.");
            },
            iter: Cases);

        // Both answers come often enough to be worth comparing.
        Assert.InRange(matched, Cases / 20, Cases / 2);
    }
}
