using System.Net;

namespace Messaging.Local;

/// <summary>The errors of Amazon SQS, with the texts that it uses.</summary>
internal static class SqsErrors
{
    private const string Modelled = "com.amazonaws.sqs#";
    private const string Unmodelled = "com.amazon.coral.service#";
    private const string Legacy = "AWS.SimpleQueueService.";

    public static ServiceException QueueDoesNotExist() =>
        new(Modelled + "QueueDoesNotExist", Legacy + "NonExistentQueue", "The specified queue does not exist.")
        {
            QueryMessage = "The specified queue does not exist for this wsdl version.",
        };

    public static ServiceException QueueNameExists(string attribute) => new(
        Modelled + "QueueNameExists",
        "QueueAlreadyExists",
        $"A queue already exists with the same name and a different value for attribute {attribute}");

    public static ServiceException QueueDeletedRecently() => Known(
        "QueueDeletedRecently",
        "You must wait 60 seconds after deleting a queue before you can create another with the same name.");

    public static ServiceException PurgeQueueInProgress(string queue) => Known(
        "PurgeQueueInProgress",
        $"Only one PurgeQueue operation on {queue} is allowed every 60 seconds.",
        HttpStatusCode.Forbidden);

    public static ServiceException OverLimit(string message) =>
        new(Modelled + "OverLimit", "OverLimit", message, HttpStatusCode.Forbidden);

    public static ServiceException BatchEntryIdsNotDistinct(string id) =>
        Known("BatchEntryIdsNotDistinct", $"Id {id} repeated.");

    public static ServiceException BatchRequestTooLong(long size) => Known(
        "BatchRequestTooLong",
        $"Batch requests cannot be longer than {SqsLimits.MaximumSize} bytes. You have sent {size} bytes.");

    public static ServiceException EmptyBatchRequest(string entryType) =>
        Known("EmptyBatchRequest", $"There should be at least one {entryType} in the request.");

    public static ServiceException InvalidBatchEntryId() => Known(
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. " +
        "It can be at most 80 letters long.");

    public static ServiceException TooManyEntries(int count) => Known(
        "TooManyEntriesInBatchRequest",
        $"Maximum number of entries per request are {SqsLimits.BatchEntries}. You have sent {count}.");

    public static ServiceException InvalidAttributeName(string message) =>
        new(Modelled + "InvalidAttributeName", "InvalidAttributeName", message);

    public static ServiceException UnknownAttribute(string name) => InvalidAttributeName($"Unknown Attribute {name}.");

    public static ServiceException InvalidAttributeValue(string name, string? reason = null) => new(
        Modelled + "InvalidAttributeValue",
        "InvalidAttributeValue",
        $"Invalid value for the parameter {name}." + (reason is null ? string.Empty : $" Reason: {reason}"));

    public static ServiceException InvalidMessageContents() => new(
        Modelled + "InvalidMessageContents",
        "InvalidMessageContents",
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | " +
        "#xE000 to #xFFFD | #x10000 to #x10FFFF.");

    public static ServiceException ReceiptHandleIsInvalid(string handle) => new(
        Modelled + "ReceiptHandleIsInvalid",
        "ReceiptHandleIsInvalid",
        $"The input receipt handle \"{handle}\" is not a valid receipt handle.");

    public static ServiceException ResourceNotFound(string message) => new(
        Modelled + "ResourceNotFoundException",
        "ResourceNotFoundException",
        message,
        HttpStatusCode.NotFound);

    public static ServiceException InvalidParameter(string message) =>
        new(Unmodelled + "InvalidParameterValueException", "InvalidParameterValue", message);

    public static ServiceException InvalidParameter(string name, object value, string reason) =>
        InvalidParameter($"Value {value} for parameter {name} is invalid. Reason: {reason}");

    public static ServiceException MissingParameter(string name) => new(
        Unmodelled + "MissingRequiredParameterException",
        "MissingParameter",
        $"The request must contain the parameter {name}.");

    public static ServiceException Serialization(string message) =>
        new(Unmodelled + "SerializationException", "MalformedInput", message);

    public static ServiceException UnknownOperation(string? name) =>
        new(Unmodelled + "UnknownOperationException", "InvalidAction", "The requested operation is not known.")
        {
            QueryMessage = $"The action {name} is not valid for this endpoint.",
        };

    public static ServiceException RequestThrottled() =>
        new(Modelled + "RequestThrottled", "RequestThrottled", "Request is throttled.");

    public static ServiceException InternalFailure() => new(
        Unmodelled + "InternalFailure",
        "InternalFailure",
        "We encountered an internal error. Please try again.",
        HttpStatusCode.InternalServerError);

    public static ServiceException InternalError() => new(
        Unmodelled + "InternalError",
        "InternalError",
        "We encountered an internal error. Please try again.",
        HttpStatusCode.InternalServerError);

    private static ServiceException Known(
        string shape, string message, HttpStatusCode status = HttpStatusCode.BadRequest) =>
        new(Modelled + shape, Legacy + shape, message, status);
}
