namespace Messaging.Local;

/// <summary>Which page of a list is wanted.</summary>
internal readonly record struct PageRequest(int? Limit, string? NextToken);
