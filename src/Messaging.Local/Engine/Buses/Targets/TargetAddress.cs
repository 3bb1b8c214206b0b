namespace Messaging.Local;

/// <summary>Where an event goes and why: the target, its rule, and the region of both.</summary>
internal sealed record TargetAddress(Region Region, EventRule Rule, RuleTarget Target);
