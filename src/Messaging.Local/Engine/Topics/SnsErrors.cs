using System.Net;

namespace Messaging.Local;

/// <summary>The errors of Amazon SNS, with the texts that it uses.</summary>
internal static class SnsErrors
{
    public static ServiceException InvalidParameter(string reason) =>
        new("InvalidParameterException", "InvalidParameter", $"Invalid parameter: {reason}");

    public static ServiceException InvalidValue(string message) =>
        new("InvalidParameterValueException", "ParameterValueInvalid", message);

    public static ServiceException Validation(string message) =>
        new("ValidationException", "ValidationError", message);

    /// <summary>Says that a member is missing; its name is that of the request in camel case.</summary>
    public static ServiceException Null(string member) => Validation(
        $"1 validation error detected: Value null at '{char.ToLowerInvariant(member[0])}{member[1..]}' failed to satisfy " +
        "constraint: Member must not be null");

    public static ServiceException NoTopic() => NotFound("Topic does not exist");

    public static ServiceException NoSubscription() => NotFound("Subscription does not exist");

    public static ServiceException NoResource() => new(
        "ResourceNotFoundException", "ResourceNotFound", "Resource does not exist", HttpStatusCode.NotFound);

    public static ServiceException Batch(string code, string message) =>
        new(code + "Exception", code, message);

    public static ServiceException Malformed(string reason) => new("MalformedInput", "MalformedInput", reason);

    public static ServiceException UnknownOperation(string? name) => new(
        "InvalidAction", "InvalidAction", $"The action {name} is not valid for this endpoint.");

    public static ServiceException Throttled() =>
        new("ThrottledException", "Throttled", "Rate exceeded", HttpStatusCode.TooManyRequests);

    public static ServiceException InternalError() => new(
        "InternalErrorException",
        "InternalError",
        "We encountered an internal error. Please try again.",
        HttpStatusCode.InternalServerError);

    /// <summary>Refuses what SNS has and this broker does not.</summary>
    public static ServiceException NotAvailable(string what) =>
        InvalidParameter($"{what} is not available in the embedded broker: it keeps and replays no messages of topics.");

    private static ServiceException NotFound(string message) =>
        new("NotFoundException", "NotFound", message, HttpStatusCode.NotFound);
}
