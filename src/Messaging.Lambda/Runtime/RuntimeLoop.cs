using Microsoft.Extensions.Logging;

namespace Messaging.Lambda;

/// <summary>Takes one invocation after the other from the Runtime API until it is stopped.</summary>
internal sealed class RuntimeLoop(LambdaFunction function, RuntimeApi api, TimeProvider time, ILogger logger)
{
    private const string TraceVariable = "_X_AMZN_TRACE_ID";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Runs until <paramref name="stopping"/> is cancelled, and the invocation that is under way has been answered.</summary>
    /// <exception cref="RuntimeGoneException">The process must end.</exception>
    public async Task RunAsync(CancellationToken stopping, CancellationToken handlers)
    {
        LambdaLog.Waiting(logger, function.Name, api.Endpoint);
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            RuntimeInvocation invocation;
            try
            {
                invocation = await api.NextAsync(stopping);
                pause = FirstPause;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not RuntimeGoneException)
            {
                LambdaLog.NextFailed(logger, function.Name, pause, exception);
                await PauseAsync(pause, stopping);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                continue;
            }

            await HandleAsync(invocation, handlers);
        }
    }

    private async Task HandleAsync(RuntimeInvocation invocation, CancellationToken handlers)
    {
        // Where tracing libraries look for it; one invocation runs at a time.
        Environment.SetEnvironmentVariable(TraceVariable, invocation.TraceId);
        var (answer, failure) = await InvokeAsync(invocation, handlers);
        try
        {
            var status = failure is null
                ? await api.RespondAsync(invocation.RequestId, answer, CancellationToken.None)
                : await api.FailAsync(invocation.RequestId, failure, CancellationToken.None);
            if (status is < 200 or > 299)
            {
                LambdaLog.AnswerRefused(logger, function.Name, invocation.RequestId, status);
            }
        }
        catch (Exception exception) when (exception is not RuntimeGoneException)
        {
            LambdaLog.InvocationFailed(logger, function.Name, invocation.RequestId, exception);
        }
    }

    /// <summary>Invokes the function. Whatever fails is an error of this invocation, and the next one finds the loop alive.</summary>
    private async Task<(ReadOnlyMemory<byte> Answer, Exception? Failure)> InvokeAsync(
        RuntimeInvocation invocation, CancellationToken handlers)
    {
        try
        {
            return (await function.InvokeAsync(invocation.Event, invocation.Deadline, handlers), null);
        }
        catch (MessagesFailedException exception)
        {
            LambdaLog.MessagesFailed(logger, invocation.RequestId, exception.Message);
            return (default, exception);
        }
        catch (Exception exception)
        {
            LambdaLog.InvocationFailed(logger, function.Name, invocation.RequestId, exception);
            return (default, exception);
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(pause, time, stopping);
        }
        catch (OperationCanceledException)
        {
            // The loop looks itself.
        }
    }
}
