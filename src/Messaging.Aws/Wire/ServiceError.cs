using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>What a service's error document says.</summary>
internal readonly record struct ServiceError(string? Code, string? Message, ErrorType Type = ErrorType.Unknown, string? RequestId = null);
