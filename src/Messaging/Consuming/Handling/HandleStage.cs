using System.Collections.ObjectModel;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Opens a scope, runs the middleware and the handler, and turns what they did into a settlement.</summary>
internal sealed class HandleStage(
    string consumer, string system, string queue, IServiceScopeFactory scopes,
    IReadOnlyList<Func<IServiceProvider, IMessageMiddleware>> middleware, TimeProvider time, HandlingRules? rules = null)
    : IConsumeStage
{
    private readonly HandlingRules _rules = rules ?? new HandlingRules();

    public async ValueTask<Settlement> InvokeAsync(
        ConsumeContext context, ConsumeNext next, CancellationToken cancellationToken)
    {
        if (context.Batch is { } batch && !await batch.TurnAsync(context))
        {
            return Settlement.NotHandled;
        }

        var handling = context.Handling = Describe(context);
        MessagingMetrics.Queued(consumer, system, queue, context.Received.SentAt ?? context.Envelope.Time, time);
        using var activity = MessagingSpans.StartProcess(system, queue, handling, context.Envelope);
        var start = time.GetTimestamp();
        HandledMessage.Current = handling;
        Exception? failure = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await (middleware.Count == 0
                ? CallAsync(scope.ServiceProvider, context, handling, cancellationToken)
                : Chain(scope.ServiceProvider, context)(handling, cancellationToken));
        }
        catch (Exception exception)
        {
            failure = exception;
            activity.Fail(exception.GetType().FullName!);
        }

        MessagingMetrics.Processed(system, queue, time.GetElapsedTime(start), failure?.GetType().FullName);
        return context.IsNotHandled ? Settlement.NotHandled : handling.Outcome.Kind switch
        {
            MessageOutcomeKind.DeadLetter => Settlement.DeadLetter(handling.Outcome.Reason!, failure),
            MessageOutcomeKind.RetryAfter => Settlement.Retry(handling.Outcome.Delay, failure),
            _ => failure is null ? Settlement.Complete : _rules.Exceptions.Settle(failure, context.DeliveryCount),
        };
    }

    private Task CallAsync(
        IServiceProvider services, ConsumeContext context, MessageContext handling, CancellationToken cancellationToken)
    {
        var (handler, message) = (context.Handler!, context.Message!);
        if (handler is BatchHandlerBinding && context.Batch is { } batch)
        {
            return batch.HandleAsync(
                context, new BatchItem(message, handling), services, _rules.Timeout, time, cancellationToken);
        }

        return handler.Guard == HandlerGuard.None && _rules.Timeout is null
            ? handler.InvokeAsync(services, message, handling, cancellationToken)
            : CallGuardedAsync(services, handler, message, handling, cancellationToken);
    }

    // Apart, so that only guarded calls pay for the closure.
    private Task CallGuardedAsync(
        IServiceProvider services, HandlerBinding handler, object message, MessageContext handling, CancellationToken cancellationToken) =>
        handler.Guard.RunAsync(
            token => handler.InvokeAsync(services, message, handling, token), [handling], services, _rules.Timeout, time, cancellationToken);

    private MessageDelegate Chain(IServiceProvider services, ConsumeContext context)
    {
        MessageDelegate next = (handling, token) => CallAsync(services, context, handling, token);
        for (var index = middleware.Count - 1; index >= 0; index--)
        {
            var inner = next;
            var outer = middleware[index](services);
            next = (handling, token) => outer.InvokeAsync(handling, inner, token);
        }

        return next;
    }

    private MessageContext Describe(ConsumeContext context)
    {
        var envelope = context.Envelope;
        var received = context.Received;
        return new MessageContext
        {
            Message = context.Message,
            MessageId = string.IsNullOrEmpty(envelope.Id) ? received.Id : envelope.Id,
            MessageName = envelope.Type ?? string.Empty,
            CorrelationId = envelope.CorrelationId,
            CausationId = envelope.CausationId,
            Headers = (IReadOnlyDictionary<string, string>?)envelope.Headers ?? ReadOnlyDictionary<string, string>.Empty,
            DeliveryCount = context.DeliveryCount,
            MaxDeliveries = context.MaxReceives,
            GroupId = received.GroupId ?? envelope.PartitionKey,
            SentAt = envelope.Time ?? received.SentAt,
            Source = envelope.Source,
            ConsumerName = consumer,
            RawBody = received.Body,
            CancellationReason = context.CancellationReason,
            Batch = context.Batch,
        };
    }
}
