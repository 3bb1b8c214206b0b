namespace Messaging.AspNetCore.Tests;

public sealed record Shipped(int OrderId, string? Note);
