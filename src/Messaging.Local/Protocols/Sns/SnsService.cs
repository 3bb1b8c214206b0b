namespace Messaging.Local;

/// <summary>Amazon SNS: the table of its operations.</summary>
internal sealed class SnsService() : Service("sns",
[
])
{
    public static SnsService Instance { get; } = new();

    public override ServiceException MissingParameter(string name) => SnsErrors.Null(name);

    public override ServiceException WrongType(string name) => SnsErrors.InvalidParameter(name);

    public override ServiceException Malformed(string reason) => SnsErrors.Malformed(reason);

    public override ServiceException UnknownOperation(string? name) => SnsErrors.UnknownOperation(name);

    public override ServiceException Throttled() => SnsErrors.Throttled();

    public override ServiceException InternalFailure() => SnsErrors.InternalError();
}
