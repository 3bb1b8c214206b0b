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
        if (acceptsAbsence && !root.Has(Path))
        {
            return true;
        }

        if (node is null || tests.Count == 0)
        {
            return false;
        }

        foreach (var value in node.Scalars())
        {
            foreach (var test in tests)
            {
                if (test.Accepts(value))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
