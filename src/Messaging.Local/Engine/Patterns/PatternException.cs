namespace Messaging.Local;

/// <summary>Says why a pattern is not one, in the words of the service.</summary>
internal sealed class PatternException(string reason) : Exception(reason);
