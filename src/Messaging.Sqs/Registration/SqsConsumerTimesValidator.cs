using Microsoft.Extensions.Options;

namespace Messaging.Sqs;

/// <summary>Checks times, and values that depend on each other, of a consumer's options.</summary>
internal sealed class SqsConsumerTimesValidator : IValidateOptions<SqsConsumerOptions>
{
    public ValidateOptionsResult Validate(string? name, SqsConsumerOptions options)
    {
        var failures = new List<string>();
        CheckRange(nameof(options.VisibilityTimeout), options.VisibilityTimeout, TimeSpan.FromSeconds(2), SqsLimits.MaxVisibility);
        CheckRange(nameof(options.MaxHold), options.MaxHold, TimeSpan.FromSeconds(2), SqsLimits.MaxVisibility);
        CheckRange(nameof(options.WaitTime), options.WaitTime, TimeSpan.Zero, SqsLimits.MaxReceiveWait);
        CheckRange(nameof(options.HandlerTimeout), options.HandlerTimeout, TimeSpan.FromMilliseconds(1), SqsLimits.MaxVisibility);
        CheckRange(nameof(options.ReceiveLinger), options.ReceiveLinger, TimeSpan.Zero, SqsLimits.MaxReceiveWait);
        CheckRange(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.FromMilliseconds(1), SqsLimits.MaxVisibility);
        CheckRange(nameof(options.MaxRetryDelay), options.MaxRetryDelay, TimeSpan.FromMilliseconds(1), SqsLimits.MaxVisibility);
        CheckRange(nameof(options.StopGrace), options.StopGrace, TimeSpan.Zero, TimeSpan.FromHours(12));
        CheckRange(nameof(options.MessageRetention), options.MessageRetention, TimeSpan.FromMinutes(1), SqsLimits.MaxRetention);
        if (options.MaxHold < options.VisibilityTimeout)
        {
            // Otherwise a handler would be cancelled while its message is still hidden.
            failures.Add(
                $"Consumer '{name}': MaxHold ({options.MaxHold}) is shorter than VisibilityTimeout " +
                $"({options.VisibilityTimeout}). Raise MaxHold or lower VisibilityTimeout.");
        }

        if (options.MaxRetryDelay < options.RetryDelay)
        {
            failures.Add(
                $"Consumer '{name}': MaxRetryDelay ({options.MaxRetryDelay}) is shorter than RetryDelay " +
                $"({options.RetryDelay}). Raise MaxRetryDelay or lower RetryDelay.");
        }

        if (options.DeadLetterQueue is { } dead && dead == (options.Queue ?? name))
        {
            failures.Add($"Consumer '{name}': '{dead}' is its own dead-letter queue, so that nothing is ever set aside. Name another queue.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void CheckRange(string option, TimeSpan? value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
            {
                failures.Add($"Consumer '{name}': {option} ({value}) is not between {least} and {most}. Choose a time within.");
            }
        }
    }
}
