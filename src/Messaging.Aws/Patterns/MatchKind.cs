namespace Messaging.Aws;

/// <summary>What kind of value a match can be true of.</summary>
internal enum MatchKind
{
    Any,
    Text,
    Number,
    Truth,
    Enum,
}
