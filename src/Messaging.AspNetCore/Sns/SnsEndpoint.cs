using System.Text;
using Messaging.Aws;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore;

/// <summary>Accepts what SNS posts of expected topics: verified, or raw from who has a password.</summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html</remarks>
internal sealed class SnsEndpoint(
    string name, SnsEndpointOptions options, ExpectedTopics topics, SnsVerifier verifier, SubscriptionConfirmer confirmer,
    MessageEntrance entrance, TimeProvider time, ILogger logger)
    : IWebEndpoint
{
    public const string SystemName = "aws.sns";

    private readonly RawSender _rawSender = new(options.RawCredentials);

    public async Task<EndpointAnswer> AcceptAsync(HttpContext context)
    {
        var headers = SnsHeaders.Read(context.Request.Headers);
        var topic = topics.Find(headers.TopicArn) ?? throw RefusedException.Forbidden("The topic is not expected here.");
        var isRaw = headers.IsRaw && headers.Type == SnsPost.Notification;
        if (isRaw)
        {
            _rawSender.Check(context);
        }

        var body = await PostBody.ReadAsync(context, options.MaxBodySize, time);
        if (isRaw)
        {
            return await EnterAsync(headers.MessageId, headers.TopicArn, Text(body), null, null, context.RequestAborted);
        }

        var post = SnsPostReader.Read(body);
        headers.Compare(post);
        await verifier.CheckAsync(post, topic, context.RequestAborted);
        if (post.IsNotification)
        {
            return await EnterAsync(
                post.MessageId!, post.TopicArn!, post.Message!, post.Time, post.Attributes, context.RequestAborted);
        }

        return await entrance.OnceAsync(post.MessageId!, _ => EndOrConfirmAsync(post, topic), context.RequestAborted);
    }

    private static string Text(ReadOnlyMemory<byte> body)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body.Span);
        }
        catch (DecoderFallbackException)
        {
            throw RefusedException.Malformed("The body is not in UTF-8.");
        }
    }

    private async Task<EndpointAnswer> EndOrConfirmAsync(SnsPost post, Arn topic)
    {
        if (post.Type == SnsPost.UnsubscribeConfirmation)
        {
            // Its address would subscribe again. Somebody with the right to unsubscribe has decided otherwise.
            WebLog.Unsubscribed(logger, name, topic.ToString());
            return EndpointAnswer.Handled;
        }

        if (!options.ConfirmSubscriptions)
        {
            WebLog.ConfirmationLeft(logger, name, topic.ToString());
            return EndpointAnswer.Handled;
        }

        try
        {
            await confirmer.ConfirmAsync(post);
            return EndpointAnswer.Handled;
        }
        catch (RefusedException refusal)
        {
            WebLog.Refused(logger, name, refusal.Status, refusal.Message, refusal.InnerException);
            return new EndpointAnswer(refusal.Status);
        }
    }

    private Task<EndpointAnswer> EnterAsync(
        string id, string topicArn, string body, DateTimeOffset? sentAt, Dictionary<string, string>? attributes,
        CancellationToken cancellationToken)
    {
        // The journey gets what was verified, not the notification around it, which holds more than that.
        var known = options.ReadUnsignedAttributes && attributes is not null ? attributes : [];
        known[EnvelopeNames.Source] = topicArn;
        return entrance.EnterAsync(
            id,
            tries => new ReceivedMessage
            {
                Id = id,
                ReceiptHandle = string.Empty,
                Body = body,
                Attributes = known,
                SentAt = sentAt,
                ReceiveCount = tries,
            },
            cancellationToken);
    }
}
