namespace Messaging.Aws;

/// <summary>The result of an action that has none.</summary>
internal readonly struct Nothing;
