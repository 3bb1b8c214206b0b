namespace Messaging.Local;

/// <summary>What a service allows in its patterns.</summary>
internal sealed record PatternGrammar(bool AllowsNested, bool AllowsWildcard, bool AllowsAllAnythingBut, bool AllowsIgnoreCaseWithin)
{
    /// <summary>Gets what EventBridge allows in event patterns.</summary>
    public static PatternGrammar EventBridge { get; } = new(true, true, true, true);

    /// <summary>Gets what SNS allows in filter policies on the body.</summary>
    public static PatternGrammar SnsBody { get; } = new(true, false, false, false);

    /// <summary>Gets what SNS allows in filter policies on message attributes.</summary>
    public static PatternGrammar SnsAttributes { get; } = SnsBody with { AllowsNested = false };
}
