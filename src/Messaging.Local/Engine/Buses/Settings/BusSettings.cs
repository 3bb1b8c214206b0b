namespace Messaging.Local;

/// <summary>What the owner of a bus sets on it. The broker keeps it and tells it again; it encrypts and logs nothing.</summary>
internal sealed record BusSettings
{
    public string? Description { get; init; }

    public string? KmsKey { get; init; }

    public string? DeadLetterArn { get; init; }

    public string? LogDetail { get; init; }

    public string? LogLevel { get; init; }
}
