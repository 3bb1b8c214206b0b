using System.Net;

namespace Messaging.Local;

/// <summary>The errors of Amazon EventBridge, with the texts that it uses.</summary>
internal static class EventBridgeErrors
{
    public static ServiceException Validation(string message) => Known("ValidationException", message);

    /// <summary>Says that a member is missing; its name is that of the request in camel case.</summary>
    public static ServiceException Null(string member) => Constraint("null", member, "Member must not be null");

    public static ServiceException Constraint(string value, string member, string constraint) => Validation(
        $"1 validation error detected: Value {value} at '{char.ToLowerInvariant(member[0])}{member[1..]}' failed to satisfy " +
        $"constraint: {constraint}");

    public static ServiceException NotFound(string message) => Known("ResourceNotFoundException", message);

    public static ServiceException NoBus(string name) => NotFound($"Event bus {name} does not exist.");

    public static ServiceException NoRule(string name, string bus) =>
        NotFound($"Rule {name} does not exist on EventBus {bus}.");

    public static ServiceException AlreadyExists(string bus) =>
        Known("ResourceAlreadyExistsException", $"Event bus {bus} already exists.");

    /// <summary>Says that a member has a value that makes no sense.</summary>
    public static ServiceException NotValid(string member, string? reason = null) => Validation(
        $"Parameter {member} is not valid." + (reason is null ? string.Empty : $" Reason: {reason}"));

    /// <summary>Refuses what this broker does not have. EventBridge has the same error for regions that lack something.</summary>
    public static ServiceException NotAvailable(string what) =>
        Known("OperationDisabledException", $"{what} is not available in the embedded broker.");

    public static ServiceException LimitExceeded() =>
        Known("LimitExceededException", "The requested resource exceeds the maximum number allowed.");

    /// <summary>Says what is wrong with a pattern. EventBridge counts columns its own way: here it is always the first (?).</summary>
    public static ServiceException InvalidPattern(string pattern, string reason) => Known(
        "InvalidEventPatternException",
        $"Event pattern is not valid. Reason: {reason}\n at [Source: (String)\"{pattern}\"; line: 1, column: 1]");

    public static ServiceException Serialization(string message) => Known("SerializationException", message);

    public static ServiceException UnknownOperation() =>
        Known("UnknownOperationException", "The requested operation is not known.");

    public static ServiceException Throttling() => Known("ThrottlingException", "Rate exceeded");

    public static ServiceException InternalFailure() => new(
        "InternalException", "InternalException", "Service encountered unexpected problem. Please try again.",
        HttpStatusCode.InternalServerError);

    private static ServiceException Known(string code, string message) => new(code, code, message);
}
