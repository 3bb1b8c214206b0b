namespace Messaging.Local;

/// <summary>AWS STS, as far as clients ask it who they are.</summary>
/// <remarks>Those that publish to a topic by name need the account for its ARN.</remarks>
internal sealed class StsService() : Service("sts", [new GetCallerIdentityOperation()])
{
    public static StsService Instance { get; } = new();

    public override ServiceException MissingParameter(string name) => SnsErrors.Null(name);

    public override ServiceException WrongType(string name) => SnsErrors.Validation(name);

    public override ServiceException Malformed(string reason) => SnsErrors.Malformed(reason);

    public override ServiceException UnknownOperation(string? name) => SnsErrors.UnknownOperation(name);

    public override ServiceException Throttled() => SnsErrors.Throttled();

    public override ServiceException InternalFailure() => SnsErrors.InternalError();
}
