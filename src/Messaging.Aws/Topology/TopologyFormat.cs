namespace Messaging.Aws;

/// <summary>What a topology can be written as.</summary>
public enum TopologyFormat
{
    /// <summary>A Mermaid flowchart, for documents.</summary>
    Mermaid,

    /// <summary>An AWS CloudFormation template in JSON.</summary>
    CloudFormation,

    /// <summary>A Terraform configuration for the AWS provider.</summary>
    Terraform,

    /// <summary>The IAM policy with the least that the application needs, in JSON.</summary>
    Iam,
}
