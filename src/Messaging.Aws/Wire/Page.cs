namespace Messaging.Aws;

/// <summary>A part of a list, and what asks for the next one.</summary>
internal readonly record struct Page<T>(IReadOnlyList<T> Items, string? NextToken);
