namespace Messaging.Local;

/// <summary>An event of a topic or a rule for a function, as Lambda keeps it until the function has taken it.</summary>
/// <remarks>
/// The service that sends the event is done when Lambda has it. When the function fails, Lambda tries it twice more, after
/// one and two minutes, and then hands the event to the function's dead-letter queue, or drops it.
/// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
/// </remarks>
internal sealed class AsyncInvocation(Region region, string arn)
{
    private const string FunctionError = "ERROR_FROM_TARGET";

    private int _tries;
    private LocalFunctionException? _failure;
    private LocalFunctionOptions? _options;

    /// <summary>Gets whether the last try reached the function and failed there: a matter of Lambda, not of the sender.</summary>
    public bool FailedInFunction => _failure is not null;

    /// <summary>Gets how long Lambda waits before the next try.</summary>
    public TimeSpan NextDelay => TimeSpan.FromMinutes(_tries);

    /// <summary>Invokes the function, away from the caller's lock, and says how that ended.</summary>
    public async Task<DeliveryOutcome> InvokeAsync(string @event, CancellationToken cancellationToken)
    {
        _failure = null;
        if (region.Parts.Functions.Find(arn) is not { } function)
        {
            return DeliveryOutcome.Refused("NO_RESOURCE", $"There is no function {arn}.");
        }

        _options = function.Options;
        await Afterwards.Come().ConfigureAwait(false);
        try
        {
            await function.InvokeAsync(@event, cancellationToken).ConfigureAwait(false);
            return DeliveryOutcome.Delivered;
        }
        catch (LocalFunctionException error)
        {
            _failure = error;
            return ++_tries <= _options.RetryAttempts
                ? DeliveryOutcome.Failed(FunctionError, error.Message)
                : DeliveryOutcome.Refused(FunctionError, error.Message);
        }
    }

    /// <summary>Sends the event to the function's dead-letter queue, where it has one; the region's lock is held.</summary>
    public void GiveUp(string @event)
    {
        if (_options?.DeadLetterQueueArn is not { } letters || region.FindByArn(letters) is not { } queue)
        {
            return;
        }

        // The function's role sends, not the service: the policy of the queue is not asked.
        region.Messages.Send(queue.Name, new SendRequest(new MessageContent(@event)
        {
            Attributes =
            [
                new("RequestID", "String", region.NextId().ToString(), null),
                new("ErrorCode", "String", "200", null),
                new("ErrorMessage", "String", _failure?.Message is { Length: > 0 } message ? message : "Unhandled", null),
            ],
        }));
    }
}
