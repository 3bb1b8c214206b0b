using System.Globalization;
using System.Text;
using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Testing;

/// <summary>Says what is still there, for the texts of exceptions.</summary>
internal static class HarnessReport
{
    private const int MostLines = 10;

    public static string Describe(IServiceProvider services, AttemptRecorder attempts, VirtualTimeProvider time)
    {
        var text = new StringBuilder();
        var now = time.GetUtcNow();
        Line(text, $"The clock shows {now:u}; the next timer rings in {(time.NextDue is { } due ? due - now : "(none is set)")}.");
        DescribeHost(text, services);
        DescribeQueues(text, services.GetRequiredService<LocalBroker>());
        foreach (var attempt in attempts.Running)
        {
            Line(text, $"Running: {Name(attempt)}.{Wait(attempt, time)}");
        }

        foreach (var attempt in attempts.Ended.TakeLast(MostLines))
        {
            Line(text, $"{(attempt.Succeeded ? "Handled" : "Not done")}: {Name(attempt)}{Why(attempt)}");
        }

        return text.ToString().TrimEnd();
    }

    private static void DescribeHost(StringBuilder text, IServiceProvider services)
    {
        if (services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested)
        {
            text.AppendLine("The application has stopped, or is about to.");
        }

        foreach (var service in services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            if (service.ExecuteTask?.Exception?.InnerException is { } exception)
            {
                Line(text, $"Background service {service.GetType().Name} has failed: {exception.GetType().Name}: {exception.Message}");
            }
        }
    }

    private static void DescribeQueues(StringBuilder text, LocalBroker broker)
    {
        foreach (var queue in broker.ListQueues())
        {
            Line(text, $"Queue '{queue.Name}': {queue.Visible} visible, {queue.InFlight} in flight, {queue.Delayed} delayed.");
            foreach (var reason in broker.Peek(queue.Name, queue.Region)
                .Select(message => new DeadLetter(message).Reason).OfType<string>().TakeLast(MostLines))
            {
                Line(text, $"  Dead-lettered: {reason}");
            }
        }
    }

    private static string Wait(HandledAttempt attempt, VirtualTimeProvider time) =>
        attempt.Context.IsPublishing ? " It waits for the answer to a publish: AdvanceAsync may let it go on."
        : time.IsAwaitedBy(attempt.Context)
            ? " It has set a timer: AdvanceAsync may let it go on."
            : " It waits for no timer. A time limit is none: Time.Advance moves the clock past one.";

    private static string Name(HandledAttempt attempt) => string.Create(
        CultureInfo.InvariantCulture,
        $"{attempt.Message.GetType().Name} {attempt.Context.MessageId} by '{attempt.Context.ConsumerName}', delivery {attempt.Context.DeliveryCount}");

    private static string Why(HandledAttempt attempt) =>
        attempt.Exception is { } exception ? $": {exception.GetType().Name}: {exception.Message}"
        : attempt.Succeeded ? "."
        : $": {attempt.Context.Outcome}.";

    private static void Line(StringBuilder text, FormattableString line) =>
        text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
