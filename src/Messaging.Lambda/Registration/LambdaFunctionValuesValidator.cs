using Messaging.Aws;
using Microsoft.Extensions.Options;

namespace Messaging.Lambda;

/// <summary>Checks times, values that depend on each other, and the dead-letter queue of a function's options.</summary>
internal sealed class LambdaFunctionValuesValidator : IValidateOptions<LambdaFunctionOptions>
{
    public ValidateOptionsResult Validate(string? name, LambdaFunctionOptions options)
    {
        var failures = new List<string>();
        Check(nameof(options.Timeout), options.Timeout, TimeSpan.FromSeconds(1), LambdaLimits.MaxTimeout);
        Check(nameof(options.DeadlineMargin), options.DeadlineMargin, TimeSpan.FromMilliseconds(1), LambdaLimits.MaxTimeout);
        Check(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.FromMilliseconds(1), LambdaLimits.MaxVisibility);
        Check(nameof(options.MaxRetryDelay), options.MaxRetryDelay, TimeSpan.FromMilliseconds(1), LambdaLimits.MaxVisibility);
        if (options.MaxRetryDelay < options.RetryDelay)
        {
            failures.Add(
                $"Function '{name}': MaxRetryDelay ({options.MaxRetryDelay}) is shorter than RetryDelay " +
                $"({options.RetryDelay}). Raise MaxRetryDelay or lower RetryDelay.");
        }

        CheckDeadLetterQueue();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void CheckDeadLetterQueue()
        {
            try
            {
                _ = options.DeadLetterQueue is { } queue ? QueueAddress.Parse(queue) : null;
            }
            catch (MessagingConfigurationException malformed)
            {
                failures.Add($"Function '{name}': DeadLetterQueue: {malformed.Message}");
            }
        }

        void Check(string option, TimeSpan? value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
            {
                failures.Add($"Function '{name}': {option} ({value}) is not between {least} and {most}. Choose a time within.");
            }
        }
    }
}
