using System.Diagnostics;

namespace Messaging;

/// <summary>Publishes: Route, Wrap, Write, Measure, Send.</summary>
internal sealed class Publisher(RouteStage route, WrapStage wrap, WriteStage write, ApplicationState state) : IMessagePublisher
{
    public Task<PublishReceipt> PublishAsync<TMessage>(
        TMessage message, PublishOptions? options, CancellationToken cancellationToken)
        where TMessage : notnull =>
        PublishAsync(message, typeof(TMessage), null, options, cancellationToken);

    public async Task<IReadOnlyList<PublishOutcome>> PublishManyAsync<TMessage>(
        IReadOnlyCollection<TMessage> messages, PublishOptions? options, CancellationToken cancellationToken)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count > 1 && (options?.MessageId ?? options?.DeduplicationId) is not null)
        {
            throw new ArgumentException(
                $"{messages.Count} messages cannot share a message id or a deduplication id. " +
                "Leave both unset, or give each message its own: PublishEachAsync(messages, message => new PublishOptions { … }).", nameof(options));
        }

        var destinations = route.Find(typeof(TMessage));

        // Started in order, so that messages of a FIFO group are queued in order.
        var publishes = new List<Task<PublishOutcome>>(messages.Count);
        foreach (var message in messages)
        {
            publishes.Add(OutcomeAsync(message, typeof(TMessage), destinations, options, cancellationToken));
        }

        return await Task.WhenAll(publishes).ConfigureAwait(false);
    }

    private async Task<PublishReceipt> PublishAsync(
        object? message, Type type, Destination[]? found, PublishOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var destinations = found ?? route.Find(type);
        cancellationToken.ThrowIfCancellationRequested();

        // The span begins before Wrap, which writes its context into the envelope: handlers link to this publish.
        using var activity = destinations is [var first]
            ? MessagingSpans.StartSend(first.Open, ActivityKind.Producer)
            : MessagingSpans.StartCreate(wrap.NameOf(destinations[0].Route.MessageType), destinations);
        try
        {
            var envelope = wrap.Wrap(destinations[0].Route.MessageType, options);
            activity.Identify(envelope);
            return new PublishReceipt
            {
                MessageId = envelope.Id!,
                Destinations = destinations is [var only]
                    ? [await SendStage.SendAsync(Written(message, envelope, only, options), only, cancellationToken).ConfigureAwait(false)]
                    : await SendToAllAsync(message, envelope, destinations, options, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (MessagingException exception)
        {
            activity.Fail((exception as SendException)?.ErrorType ?? exception.GetType().FullName!);
            if (exception is SendException refused && !state.IsPrepared)
            {
                throw BeforeTheStart(refused);
            }

            throw;
        }
    }

    private static SendException BeforeTheStart(SendException refused) => new(
        $"{refused.Message} The application had not started: what its start checks and creates may not be there. Publish after the start of " +
        "the host, in a hosted service for example.", refused.Destination, refused.Code, refused.IsTransient, refused.InnerException)
    { Accepted = refused.Accepted };

    private OutgoingMessage Written(object message, Envelope envelope, Destination destination, PublishOptions? options)
    {
        var outgoing = write.Write(message, envelope, destination, options);
        MeasureStage.Check(outgoing, destination.Open);
        return outgoing;
    }

    private async Task<IReadOnlyList<DestinationReceipt>> SendToAllAsync(
        object message, Envelope envelope, Destination[] destinations, PublishOptions? options, CancellationToken cancellationToken)
    {
        // All are written before any is sent: a message that one of them cannot take goes to none.
        var outgoing = new OutgoingMessage[destinations.Length];
        for (var index = 0; index < destinations.Length; index++)
        {
            outgoing[index] = Written(message, envelope, destinations[index], options);
        }

        var sends = new Task<DestinationReceipt>[destinations.Length];
        for (var index = 0; index < destinations.Length; index++)
        {
            sends[index] = SendOneAsync(outgoing[index], destinations[index], envelope, cancellationToken);
        }

        return await AllAsync(sends).ConfigureAwait(false);
    }

    private static async Task<DestinationReceipt> SendOneAsync(
        OutgoingMessage message, Destination destination, Envelope envelope, CancellationToken cancellationToken)
    {
        using var activity = MessagingSpans.StartSend(destination.Open, ActivityKind.Client);
        activity.Identify(envelope);
        try
        {
            return await SendStage.SendAsync(message, destination, cancellationToken).ConfigureAwait(false);
        }
        catch (SendException exception)
        {
            activity.Fail(exception.ErrorType);
            throw;
        }
    }

    private static async Task<IReadOnlyList<DestinationReceipt>> AllAsync(Task<DestinationReceipt>[] sends)
    {
        try
        {
            return await Task.WhenAll(sends).ConfigureAwait(false);
        }
        catch (SendException exception)
        {
            var accepted = new List<DestinationReceipt>();
            foreach (var send in sends.Where(send => send.IsCompletedSuccessfully))
            {
                accepted.Add(await send.ConfigureAwait(false));
            }

            throw new SendException(
                $"{exception.Message} Accepted by {accepted.Count} of {sends.Length} destinations" +
                (accepted.Count == 0 ? "." : $": {string.Join(", ", accepted.Select(receipt => receipt.Destination))}."),
                exception.Destination, exception.Code, exception.IsTransient, exception)
            { Accepted = accepted };
        }
    }

    private async Task<PublishOutcome> OutcomeAsync(
        object? message, Type type, Destination[] destinations, PublishOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            var receipt = await PublishAsync(message, type, destinations, options, cancellationToken).ConfigureAwait(false);
            return new PublishOutcome { Receipt = receipt };
        }
        catch (Exception exception)
        {
            return new PublishOutcome { Exception = exception };
        }
    }
}
