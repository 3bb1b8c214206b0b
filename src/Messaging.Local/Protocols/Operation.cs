namespace Messaging.Local;

/// <summary>One action of a service: from the members of a request to calls of the engine and back.</summary>
internal abstract class Operation(string name)
{
    public string Name { get; } = name;

    public virtual ValueTask ExecuteAsync(OperationCall call, CancellationToken cancellationToken)
    {
        Execute(call);
        return ValueTask.CompletedTask;
    }

    /// <summary>Does the work of an operation that never waits.</summary>
    protected virtual void Execute(OperationCall call) => throw call.Request.Service.UnknownOperation(Name);
}
