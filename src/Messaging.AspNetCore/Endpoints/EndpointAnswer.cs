using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore;

/// <summary>What the sender of a message is told: by it, the sender tries again, or sets the message aside.</summary>
/// <remarks>
/// SNS and EventBridge try again after 429 and 5xx, and set aside after any other 4xx.
/// https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
/// </remarks>
internal sealed record EndpointAnswer(int Status, TimeSpan? RetryAfter = null)
{
    public static EndpointAnswer Handled { get; } = new(StatusCodes.Status200OK);

    public static EndpointAnswer SetAside { get; } = new(StatusCodes.Status422UnprocessableEntity);

    public static EndpointAnswer Failed { get; } = new(StatusCodes.Status500InternalServerError);

    public static EndpointAnswer Of(Settlement settlement) => settlement switch
    {
        { Kind: SettlementKind.Complete } => Handled,
        { Kind: SettlementKind.DeadLetter } => SetAside,
        { Delay: { } delay } => new EndpointAnswer(StatusCodes.Status503ServiceUnavailable, delay),
        _ => Failed,
    };
}
