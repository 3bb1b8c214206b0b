namespace Messaging.Aws;

/// <summary>Ends a long poll at an embedded broker before its time, without giving up its answer.</summary>
/// <remarks>
/// A request that is cancelled can have had its effect: messages in an answer that nobody takes are hidden until their visibility
/// timeout has passed. So the request itself goes on. It is the waiting that ends, with an answer that has no messages.
/// </remarks>
internal static class PollEnd
{
    private static readonly AsyncLocal<CancellationToken> Ends = new();

    /// <summary>Gets or sets what ends the poll that the current flow makes.</summary>
    public static CancellationToken Token
    {
        get => Ends.Value;
        set => Ends.Value = value;
    }

    /// <summary>Makes the answer to a poll that was ended.</summary>
    public static HttpResponseMessage Answer(HttpRequestMessage request) => new(System.Net.HttpStatusCode.OK)
    {
        RequestMessage = request,
        Content = new ByteArrayContent("{}"u8.ToArray())
        {
            Headers = { ContentType = new("application/x-amz-json-1.0") },
        },
    };
}
