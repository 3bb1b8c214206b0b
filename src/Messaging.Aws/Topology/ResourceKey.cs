namespace Messaging.Aws;

/// <summary>Tells resources apart: accounts and regions may each have one of the same name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Arn">The ARN, where the application gave one.</param>
/// <param name="Clients">The clients by which it is reached; null for the application's own.</param>
internal readonly record struct ResourceKey(string Name, string? Arn, AwsClientSet? Clients)
{
    /// <summary>Gets whether it is in the application's own account and region, as far as the code says.</summary>
    public bool IsHome => Arn is null && IsReachedFromHome;

    /// <summary>Gets whether the application's own clients reach it, those of its account and region.</summary>
    public bool IsReachedFromHome => IsOwnIdentity && Region is null;

    /// <summary>Gets whether the application itself reaches it, and not a role or profile that it takes for that.</summary>
    public bool IsOwnIdentity => Clients?.IsOwnIdentity != false;

    /// <summary>Gets its region, where that is not the application's own.</summary>
    public string? Region => Clients?.OtherRegion;

    /// <summary>Gets its account, where that is of a role that is assumed.</summary>
    public string? AccountId => Aws.Arn.TryParse(Clients?.OtherRole, out var role) ? role.AccountId : null;

    /// <summary>Gets the key of a resource of another name in the same account and region.</summary>
    public ResourceKey Beside(string name) => this with
    {
        Name = name,
        Arn = Arn is null ? null : (Aws.Arn.Parse(Arn) with { Resource = name }).ToString(),
    };
}
