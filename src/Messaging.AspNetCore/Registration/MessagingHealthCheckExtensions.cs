using Messaging;
using Messaging.AspNetCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of consumers to an application's health checks.</summary>
public static class MessagingHealthCheckExtensions
{
    /// <summary>Adds a check that fails while a consumer fails altogether, and says which, since when and why.</summary>
    /// <param name="builder">The builder of health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="consumers">The names of the consumers that it looks at; null or none for all.</param>
    /// <param name="tolerance">How long a consumer may fail before the check does; null for 30 seconds.</param>
    /// <param name="failureStatus">What the check says then; null for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags, to choose checks by.</param>
    /// <returns>The builder of health checks.</returns>
    /// <remarks>
    /// A consumer fails altogether when its queue cannot be received from, or when every message fails. It recovers by
    /// itself: a restart does not help, so let the check decide about alarms rather than about restarts. A paused consumer
    /// is healthy. The check makes no request; its data has one line for each consumer.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tolerance"/> is negative.</exception>
    public static IHealthChecksBuilder AddMessagingHealthChecks(
        this IHealthChecksBuilder builder, string name = "messaging", IEnumerable<string>? consumers = null,
        TimeSpan? tolerance = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var allowed = tolerance ?? TimeSpan.FromSeconds(30);
        ArgumentOutOfRangeException.ThrowIfLessThan(allowed, TimeSpan.Zero, nameof(tolerance));
        builder.Services.AddMessaging();
        var only = consumers?.ToHashSet(StringComparer.Ordinal) ?? [];
        return builder.Add(new HealthCheckRegistration(
            name,
            provider => new MessagingHealthCheck(
                provider.GetRequiredService<ConsumerDirectory>(), only, allowed, provider.GetRequiredService<TimeProvider>()),
            failureStatus,
            tags));
    }
}
