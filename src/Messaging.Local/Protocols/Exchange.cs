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

    public string RequestId { get; } = NewRequestId();

    /// <summary>Carries out the operation. An error of the service becomes an answer.</summary>
    public async ValueTask<WireResponse> ExecuteAsync(
        WireRequest request, Region region, Uri endpoint, LocalBrokerFaults faults, CancellationToken cancellationToken)
    {
        OperationCall? call = null;
        try
        {
            if (Operation is null)
            {
                throw Service.UnknownOperation(Action);
            }

            using var members = Read();
            call = new OperationCall(this, members, region, endpoint, faults)
            {
                Path = request.Path,
                TraceHeader = request.TraceHeader,
            };
            await Operation.ExecuteAsync(call, cancellationToken).ConfigureAwait(false);
            var answer = Finish(call.Written);
            answer.Messages = call.Messages;
            return answer;
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
            (call?.Written as IDisposable)?.Dispose();
        }
    }

    /// <summary>Finds the name of what the request is about, or null.</summary>
    public string? FindResource(string path)
    {
        try
        {
            using var members = Read();
            return ResourceNames.Find(members, path);
        }
        catch (ServiceException)
        {
            return null;
        }
    }

    /// <summary>Creates what the answer of an operation is written to.</summary>
    public abstract ResultWriter CreateResult();

    public abstract WireResponse Write(ServiceException error);

    protected abstract RequestMembers Read();

    /// <summary>Ends the answer; null when the operation wrote none.</summary>
    protected abstract WireResponse Finish(ResultWriter? result);

    // Ids of requests are no secret, and those of the system's own source of chance cost as much as the operation.
    private static string NewRequestId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
