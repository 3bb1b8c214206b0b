using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messaging.AspNetCore;

/// <summary>Says which consumers fail, since when and why.</summary>
internal sealed class MessagingHealthCheck(
    ConsumerDirectory consumers, IReadOnlySet<string> only, TimeSpan tolerance, TimeProvider time)
    : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failures = new List<string>();
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        var names = consumers.Names;
        failures.AddRange(only.Except(names).Select(name => $"Consumer '{name}' is not there, or has not started."));
        foreach (var name in names.Where(name => only.Count == 0 || only.Contains(name)))
        {
            var health = consumers.Health(name);
            data[name] = Describe(health);
            if (health is { IsPaused: false, FailingSince: { } since } && time.GetUtcNow() - since >= tolerance)
            {
                failures.Add($"Consumer '{name}' of queue '{health.Queue}' fails since {Text(since)}. {health.Reason}");
            }
        }

        return Task.FromResult(failures.Count == 0
            ? HealthCheckResult.Healthy(data.Count == 1 ? "1 consumer works." : $"{data.Count} consumers work.", data)
            : new HealthCheckResult(context.Registration.FailureStatus, string.Join(' ', failures), null, data));
    }

    private static string Describe(ConsumerHealth health) => health switch
    {
        { IsPaused: true } => $"paused, {health.Running} running",
        { FailingSince: { } since } => $"fails since {Text(since)}",
        _ => $"works, {health.Running} running",
    };

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
