namespace Messaging.Aws;

/// <summary>Tells resources apart: accounts and regions may each have one of the same name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Arn">The ARN, where the application gave one.</param>
/// <param name="Clients">The clients by which it is reached; null for the application's own.</param>
internal readonly record struct ResourceKey(string Name, string? Arn, AwsClientSet? Clients)
{
    /// <summary>Gets the key of a resource of another name in the same account and region.</summary>
    public ResourceKey Beside(string name) => this with
    {
        Name = name,
        Arn = Arn is null ? null : (Aws.Arn.Parse(Arn) with { Resource = name }).ToString(),
    };
}
