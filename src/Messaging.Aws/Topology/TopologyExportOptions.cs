namespace Messaging.Aws;

/// <summary>What an exported document names that the code does not know.</summary>
/// <remarks>CloudFormation and Terraform find account and region themselves; the IAM policy names them.</remarks>
public sealed record TopologyExportOptions
{
    /// <summary>Gets the partition, such as <c>aws-cn</c>.</summary>
    /// <value>The default is <c>aws</c>.</value>
    public string Partition { get; init; } = "aws";

    /// <summary>Gets the region.</summary>
    /// <value>The default is <c>*</c>: every region.</value>
    public string Region { get; init; } = "*";

    /// <summary>Gets the account.</summary>
    /// <value>The default is <c>*</c>: every account. The role's own account bounds it all the same.</value>
    public string AccountId { get; init; } = "*";
}
