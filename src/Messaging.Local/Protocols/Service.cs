using System.Collections.Frozen;

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

    public abstract ServiceException UnknownOperation(string? name);

    public abstract ServiceException Throttled();

    public abstract ServiceException InternalFailure();
}
