namespace Messaging.Local;

/// <summary>The pattern of a rule of EventBridge, read once.</summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html</remarks>
internal sealed class EventPattern
{
    private static readonly PatternReader Reader = new(PatternGrammar.EventBridge);

    private readonly PatternNode[] _alternatives;

    private EventPattern(PatternNode[] alternatives) => _alternatives = alternatives;

    /// <exception cref="PatternException">The text is no pattern.</exception>
    public static EventPattern Parse(string json) => new([.. Reader.Read(json).Select(PatternNode.Of)]);

    public bool Matches(EventNode @event) => PatternNode.AnyMatches(_alternatives, @event);
}
