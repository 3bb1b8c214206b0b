namespace Messaging.Local;

/// <summary>One entry of a batch request.</summary>
internal readonly record struct BatchEntry<T>(string Id, T Request);
