using System.Runtime.ExceptionServices;
using Polly;

namespace Messaging;

/// <summary>What runs around one handler: a time limit, and in it a resilience pipeline.</summary>
internal sealed class HandlerGuard
{
    public static HandlerGuard None { get; } = new();

    public TimeSpan? Timeout { get; set; }

    /// <summary>Gets or sets how the pipeline is found; null for none.</summary>
    public Func<IServiceProvider, ResiliencePipeline>? Pipeline { get; set; }

    /// <summary>Gets or sets the pipeline as the application said it, its name or what builds it: what two guards are compared by.</summary>
    public object? Said { get; set; }

    /// <exception cref="MessagingConfigurationException">The pipeline cannot be found or built.</exception>
    public void Check(IServiceProvider services, string consumer, Type handler)
    {
        try
        {
            Pipeline?.Invoke(services);
        }
        catch (Exception exception)
        {
            throw new MessagingConfigurationException(
                $"Consumer '{consumer}': the resilience pipeline of '{handler}' cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>Calls a handler.</summary>
    /// <param name="call">The call, which the pipeline may repeat.</param>
    /// <param name="contexts">The messages of the call. Once an outcome is recorded, nothing is repeated.</param>
    /// <param name="services">The services of the message's scope.</param>
    /// <param name="timeout">The consumer's own time limit, where the handler has none.</param>
    /// <param name="time">Says when time is up.</param>
    /// <param name="cancellationToken">The token of the message.</param>
    /// <exception cref="TimeoutException">The handler obeyed its token when time was up.</exception>
    public async Task RunAsync(
        Func<CancellationToken, Task> call, IReadOnlyList<MessageContext> contexts, IServiceProvider services,
        TimeSpan? timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        if ((Timeout ?? timeout) is not { } limit)
        {
            await RunInPipelineAsync(call, contexts, services, cancellationToken);
            return;
        }

        using var late = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        await using var registration = late.Token.UnsafeRegister(
            _ => contexts.ToList().ForEach(context => context.CancellationReason ??= $"The handler has run for {limit}, its time limit."),
            null);
        try
        {
            await RunInPipelineAsync(call, contexts, services, both.Token);
        }
        catch (OperationCanceledException exception)
            when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The handler did not end within {limit} and was cancelled.", exception);
        }
    }

    private async Task RunInPipelineAsync(
        Func<CancellationToken, Task> call, IReadOnlyList<MessageContext> contexts, IServiceProvider services,
        CancellationToken cancellationToken)
    {
        if (Pipeline is null)
        {
            await call(cancellationToken);
            return;
        }

        Exception? final = null;
        await Pipeline(services).ExecuteAsync(
            async token =>
            {
                try
                {
                    await call(token);
                }
                catch (Exception exception) when (contexts.Any(context => context.Outcome != MessageOutcome.None))
                {
                    // The outcome stands; another try could only record a second one.
                    final = exception;
                }
            },
            cancellationToken);
        if (final is not null)
        {
            ExceptionDispatchInfo.Throw(final);
        }
    }
}
