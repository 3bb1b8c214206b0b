using System.Collections.Frozen;
using System.Net;

namespace Messaging.Local;

/// <summary>One service of AWS as its clients see it: its operations, and the errors that no operation decides.</summary>
internal abstract class Service(string name, IEnumerable<Operation> operations)
{
    private readonly FrozenDictionary<string, Operation> _operations =
        operations.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);

    /// <summary>Gets the name that requests are signed for, such as <c>sqs</c>.</summary>
    public string Name { get; } = name;

    public Operation? Find(string operation) => _operations.GetValueOrDefault(operation);

    public abstract ServiceException MissingParameter(string name);

    public abstract ServiceException WrongType(string name);

    public abstract ServiceException Malformed(string reason);

    /// <summary>Reports a null among the values of a map.</summary>
    public virtual ServiceException NullInMap(string name) => WrongType(name);

    /// <summary>Reports a form or a query string whose escapes make no text.</summary>
    /// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html</remarks>
    public static ServiceException MalformedQuery() => new(
        "MalformedQueryString",
        "MalformedQueryString",
        "The query string contains a syntax error.",
        HttpStatusCode.NotFound);

    public abstract ServiceException UnknownOperation(string? name);

    public abstract ServiceException Throttled();

    public abstract ServiceException InternalFailure();
}
