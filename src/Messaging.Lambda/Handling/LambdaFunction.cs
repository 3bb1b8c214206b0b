using System.Collections.Concurrent;
using Messaging.Sqs;
using Microsoft.Extensions.Logging;

namespace Messaging.Lambda;

/// <summary>One function: takes an event, runs its messages through the stages, and says what Lambda may acknowledge.</summary>
internal sealed class LambdaFunction(
    ConsumerRegistration registration, LambdaFunctionOptions options, ConsumerFactory consumers, SqsClients clients,
    MonotonicClock clock, TaskStarter tasks, ILogger logger)
{
    private readonly ConcurrentDictionary<EventSource, (ConsumeJourney Journey, SourceQueue Queue)> _sources = [];

    public string Name => registration.Name;

    public LambdaFunctionOptions Options => options;

    /// <summary>Handles an event and returns the answer.</summary>
    /// <param name="json">The event.</param>
    /// <param name="deadline">When Lambda ends the invocation; null where that is not known.</param>
    /// <param name="stopping">Cancels the handlers.</param>
    /// <exception cref="LambdaEventException">It is no event of SQS, SNS or EventBridge.</exception>
    /// <exception cref="MessagesFailedException">Nothing of it may be acknowledged, or not in parts.</exception>
    public async Task<ReadOnlyMemory<byte>> InvokeAsync(
        ReadOnlyMemory<byte> json, DateTimeOffset? deadline, CancellationToken stopping)
    {
        var (start, time) = (clock.Now, clock.TimeProvider);
        var happened = LambdaEventReader.Read(json);
        var source = happened.Source;
        MessagingMetrics.Received(source.System, source.Name, happened.Records.Count);
        var (journey, queue) = _sources.GetOrAdd(source, Open);
        var times = BatchTimes.Until(deadline, time.GetUtcNow(), options.DeadlineMargin);
        IReadOnlyList<BatchRecord> failed;
        using (var run = new InvocationRun(Name, happened, options, journey, queue, clock, tasks, logger))
        {
            failed = await run.RunAsync(times, stopping);
        }

        LambdaLog.Invoked(logger, Name, happened.Records.Count - failed.Count, happened.Records.Count, source);
        if (failed.Count > 0)
        {
            await DelayRetriesAsync(source, queue, failed, times is null ? null : times.SettleAfter - (clock.Now - start));
        }

        return Answer(happened, failed);
    }

    private (ConsumeJourney Journey, SourceQueue Queue) Open(EventSource source) => (
        consumers.CreateJourney(registration, source.System, source.Name),
        new SourceQueue(source, options.DeadLetterQueue, Name, clients, logger));

    private ReadOnlyMemory<byte> Answer(LambdaEvent happened, IReadOnlyList<BatchRecord> failed)
    {
        var isQueue = happened.Source.Service == EventService.Sqs;
        if (failed.Count == 0)
        {
            return isQueue ? BatchAnswer.Write([]) : BatchAnswer.Empty;
        }

        // When nothing was handled an error says no less, and is one in Lambda's metrics and scaling too.
        return isQueue && options.ReportBatchItemFailures && failed.Count < happened.Records.Count
            ? BatchAnswer.Write(failed.Select(record => record.Message.Id))
            : throw new MessagesFailedException(
                $"{failed.Count} of {happened.Records.Count} messages of {happened.Source} were not handled by function '{Name}'. They come again.",
                failed[0].Settlement?.Exception);
    }

    private async Task DelayRetriesAsync(
        EventSource source, SourceQueue queue, IReadOnlyList<BatchRecord> failed, TimeSpan? timeLeft)
    {
        var wanting = failed.Where(record => RetryPlan.WantsDelay(record, options)).ToList();
        if (source.Service != EventService.Sqs)
        {
            wanting.RemoveAll(record => record.Settlement!.Delay is null);
            wanting.ForEach(record => LambdaLog.DelayNotPossible(logger, record.Message.Id, Name, record.Settlement!.Delay, source));
            return;
        }

        if (wanting.Count == 0)
        {
            return;
        }

        var changing = ChangeVisibilityAsync(queue, failed);
        try
        {
            await (timeLeft is { } limit
                ? changing.WaitAsync(limit < TimeSpan.Zero ? TimeSpan.Zero : limit, clock.TimeProvider)
                : changing);
        }
        catch (TimeoutException)
        {
            LambdaLog.DelaysTooLate(logger, source.Name, Name);
        }
    }

    private async Task ChangeVisibilityAsync(SourceQueue queue, IReadOnlyList<BatchRecord> failed)
    {
        if (await queue.OpenAsync() is not { } channel)
        {
            return;
        }

        var changes = RetryPlan.Of(failed, channel.Facts.MaxReceives ?? options.MaxReceives, options, clock.Now, Random.Shared);
        foreach (var batch in changes.Chunk(SqsLimits.MaxBatchEntries))
        {
            try
            {
                var answers = await channel.ChangeVisibilityAsync(
                    [.. batch.Select(change => new VisibilityChange(change.Record.Message.ReceiptHandle, change.Visibility))],
                    CancellationToken.None);
                if (answers.FirstOrDefault(answer => answer is not null) is { } refused)
                {
                    LambdaLog.VisibilityUnchanged(
                        logger, answers.Count(answer => answer is not null), channel.Facts.QueueName, Name, refused.Code);
                }
            }
            catch (Exception exception)
            {
                ConsumerLog.SettleRequestFailed(logger, Name, batch.Length, channel.Facts.QueueName, 1, exception);
                return;
            }
        }
    }
}
