using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>Tries again what a service refuses because somebody else changes the same resource.</summary>
internal static class Concurrency
{
    private const int MaxAttempts = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static async Task<T> RetryAsync<T>(TimeProvider time, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (AmazonServiceException exception) when (AwsErrors.IsConcurrent(exception) && attempt < MaxAttempts)
            {
                // Chance parts those who collided.
                await Task.Delay(Pause * (0.5 + Random.Shared.NextDouble()), time, cancellationToken);
            }
        }
    }
}
