using System.Net;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>What one value of an event must be to match.</summary>
internal abstract record ValueTest
{
    // As many characters are looked at in about the time of one step.
    private const int CharactersPerStep = 16;

    public abstract bool Accepts(EventNode value);

    /// <summary>Returns how many steps it takes at most to look at a value.</summary>
    public virtual int StepsOf(EventNode value) => 1 + ((value.Text?.Length ?? 0) / CharactersPerStep);

    protected static bool IsText(EventNode value) => value.Scalar == JsonValueKind.String;

    internal sealed record ExactText(string Text) : ValueTest
    {
        public override bool Accepts(EventNode value) => IsText(value) && value.Text == Text;
    }

    internal sealed record ExactNumber(double Number) : ValueTest
    {
        public override bool Accepts(EventNode value) =>
            value.Scalar == JsonValueKind.Number && value.Number.Equals(Number);
    }

    /// <summary>True, false or null.</summary>
    internal sealed record Literal(JsonValueKind Kind) : ValueTest
    {
        public override bool Accepts(EventNode value) => value.Scalar == Kind;
    }

    internal sealed record Present : ValueTest
    {
        public override bool Accepts(EventNode value) => true;
    }

    internal sealed record Prefix(string Text, StringComparison Comparison) : ValueTest
    {
        public override bool Accepts(EventNode value) => IsText(value) && value.Text!.StartsWith(Text, Comparison);
    }

    internal sealed record Suffix(string Text, StringComparison Comparison) : ValueTest
    {
        public override bool Accepts(EventNode value) => IsText(value) && value.Text!.EndsWith(Text, Comparison);
    }

    internal sealed record IgnoringCase(string Text) : ValueTest
    {
        public override bool Accepts(EventNode value) =>
            IsText(value) && string.Equals(value.Text, Text, StringComparison.OrdinalIgnoreCase);
    }

    internal sealed record Matching(Wildcard Wildcard) : ValueTest
    {
        public override bool Accepts(EventNode value) => IsText(value) && Wildcard.Matches(value.Text!);
    }

    /// <summary>None of the tests; values of other types pass.</summary>
    internal sealed record AnythingBut(IReadOnlyList<ValueTest> Excluded) : ValueTest
    {
        public override int StepsOf(EventNode value) => Excluded.Count * base.StepsOf(value);

        public override bool Accepts(EventNode value)
        {
            foreach (var excluded in Excluded)
            {
                if (excluded.Accepts(value))
                {
                    return false;
                }
            }

            return true;
        }
    }

    internal sealed record InRange(double Least, bool WithLeast, double Most, bool WithMost) : ValueTest
    {
        public override bool Accepts(EventNode value) => value.Scalar == JsonValueKind.Number
            && (WithLeast ? value.Number >= Least : value.Number > Least)
            && (WithMost ? value.Number <= Most : value.Number < Most);
    }

    internal sealed record InNetwork(IPNetwork Network) : ValueTest
    {
        public override bool Accepts(EventNode value) =>
            IsText(value) && Cidr.TryParseAddress(value.Text!, out var address) && Network.Contains(address);
    }
}
