namespace Messaging.Local;

/// <summary>
/// One step of a conjunction: what must be here, and below. What is below one array is asked of one item at a time, so
/// that fields which match come from the same item.
/// </summary>
internal sealed class PatternNode
{
    private readonly List<PatternLeaf> _leaves = [];
    private readonly Dictionary<string, PatternNode> _fields = new(StringComparer.Ordinal);

    public static PatternNode Of(IEnumerable<PatternLeaf> leaves)
    {
        var root = new PatternNode();
        foreach (var leaf in leaves)
        {
            var at = root;
            foreach (var step in leaf.Path)
            {
                if (!at._fields.TryGetValue(step, out var field))
                {
                    at._fields.Add(step, field = new PatternNode());
                }

                at = field;
            }

            at._leaves.Add(leaf);
        }

        return root;
    }

    /// <summary>Tells whether one of some conjunctions is true of an event, as far as it has steps left for them.</summary>
    public static bool AnyMatches(PatternNode[] alternatives, EventNode root)
    {
        foreach (var alternative in alternatives)
        {
            if (alternative.MatchesFields(root, root))
            {
                // Without steps left, what was not found may only not have been looked for.
                return root.HasStepsLeft;
            }
        }

        return false;
    }

    private bool Matches(EventNode? node, EventNode root)
    {
        foreach (var leaf in _leaves)
        {
            if (!leaf.Accepts(node, root))
            {
                return false;
            }
        }

        return _fields.Count == 0 || MatchesFields(node, root);
    }

    private bool MatchesFields(EventNode? node, EventNode root)
    {
        if (!root.TakeSteps(1))
        {
            return false;
        }

        if (node?.Items is { Length: > 0 } items)
        {
            foreach (var item in items)
            {
                if (MatchesFields(item, root))
                {
                    return true;
                }
            }

            if (node.Fields is null)
            {
                return false;
            }
        }

        foreach (var (name, field) in _fields)
        {
            if (!field.Matches(node?.Fields?.GetValueOrDefault(name), root))
            {
                return false;
            }
        }

        return true;
    }
}
