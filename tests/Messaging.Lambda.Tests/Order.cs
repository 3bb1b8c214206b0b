namespace Messaging.Lambda.Tests;

public sealed record Order(string OrderId);
