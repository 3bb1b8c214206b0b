namespace Messaging.Local;

/// <summary>One request as its protocol reads it, and the answer as that protocol writes it.</summary>
internal abstract class Exchange(Service service, string? action)
{
    public Service Service { get; } = service;

    /// <summary>Gets what the request asks for, whether or not there is such an operation.</summary>
    public string? Action { get; } = action;

    public Operation? Operation { get; } = action is null ? null : service.Find(action);

    /// <summary>Gets the region that the request is signed for, or null.</summary>
    public string? Region { get; init; }

    public string RequestId { get; } = Guid.NewGuid().ToString();

    /// <summary>Carries out the operation. An error of the service becomes an answer.</summary>
    public async ValueTask<WireResponse> ExecuteAsync(
        Func<RequestMembers, Func<ResultWriter>, OperationCall> createCall, CancellationToken cancellationToken)
    {
        ResultWriter? result = null;
        try
        {
            if (Operation is null)
            {
                throw Service.UnknownOperation(Action);
            }

            using var request = Read();
            var call = createCall(request, () => result = CreateResult());
            await Operation.ExecuteAsync(call, cancellationToken).ConfigureAwait(false);
            return Finish(result) with { Messages = call.Messages };
        }
        catch (ServiceException error)
        {
            return Write(error);
        }
        catch (Exception defect) when (defect is not (OperationCanceledException or ObjectDisposedException))
        {
            // What no operation foresaw is a defect of the broker. AWS would answer no more than this either.
            return Write(Service.InternalFailure()) with { Defect = defect };
        }
        finally
        {
            (result as IDisposable)?.Dispose();
        }
    }

    public abstract WireResponse Write(ServiceException error);

    protected abstract RequestMembers Read();

    protected abstract ResultWriter CreateResult();

    /// <summary>Ends the answer; null when the operation wrote none.</summary>
    protected abstract WireResponse Finish(ResultWriter? result);
}
