using System.Text.Json;

namespace Messaging.Local;

/// <summary>What must be at one path: one of some values, or nothing where that is accepted.</summary>
internal sealed class PatternLeaf(string[] path, IReadOnlyList<ValueTest> tests, bool acceptsAbsence)
{
    public string[] Path { get; } = path;

    /// <summary>Gets how many alternatives there are, for limits of complexity.</summary>
    public int Alternatives => tests.Count + (acceptsAbsence ? 1 : 0);

    /// <summary>Tells whether the node here passes. What is absent is absent from the whole event.</summary>
    public bool Accepts(EventNode? node, EventNode root)
    {
        if (acceptsAbsence && !root.Has(Path, root))
        {
            return true;
        }

        return node is not null && tests.Count > 0 && AcceptsAny(node, root);
    }

    private bool AcceptsAny(EventNode node, EventNode root)
    {
        if (!root.TakeSteps(1))
        {
            return false;
        }

        foreach (var item in node.Items ?? [])
        {
            if (AcceptsAny(item, root))
            {
                return true;
            }
        }

        return node.Scalar != JsonValueKind.Undefined && AcceptsScalar(node, root);
    }

    private bool AcceptsScalar(EventNode value, EventNode root)
    {
        foreach (var test in tests)
        {
            if (!root.TakeSteps(test.StepsOf(value)))
            {
                return false;
            }

            if (test.Accepts(value))
            {
                return true;
            }
        }

        return false;
    }
}
