namespace Messaging.Local;

/// <summary>Tells a client its account, whatever its credentials are.</summary>
/// <remarks>https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html</remarks>
internal sealed class GetCallerIdentityOperation() : Operation("GetCallerIdentity")
{
    protected override void Execute(OperationCall call)
    {
        var account = call.Region.Options.AccountId;
        call.Result.Text("UserId", "AIDALOCAL");
        call.Result.Text("Account", account);
        call.Result.Text("Arn", $"arn:aws:iam::{account}:user/local");
    }
}
