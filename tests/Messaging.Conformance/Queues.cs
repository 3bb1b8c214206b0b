using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Conformance;

/// <summary>Asks the queues themselves, over the wire, as an application without this library would.</summary>
public sealed class Queues(IAmazonSQS client)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public IAmazonSQS Client => client;

    public async Task<string> UrlAsync(string queue) => (await client.GetQueueUrlAsync(queue)).QueueUrl;

    public async Task SendAsync(string queue, string body) => await client.SendMessageAsync(await UrlAsync(queue), body);

    public async Task<IReadOnlyDictionary<string, string>> SettingsAsync(string queue)
    {
        var answer = await client.GetQueueAttributesAsync(await UrlAsync(queue), ["All"]);
        return answer.Attributes
            .Where(attribute => !attribute.Key.StartsWith("Approximate", StringComparison.Ordinal)
                && !attribute.Key.EndsWith("Timestamp", StringComparison.Ordinal))
            .ToDictionary(attribute => attribute.Key, attribute => attribute.Value, StringComparer.Ordinal);
    }

    /// <summary>Counts the messages that wait, and those that somebody holds.</summary>
    public async Task<(int Waiting, int InFlight)> CountAsync(string queue)
    {
        var answer = await client.GetQueueAttributesAsync(await UrlAsync(queue), ["All"]);
        return (answer.ApproximateNumberOfMessages + answer.ApproximateNumberOfMessagesDelayed,
            answer.ApproximateNumberOfMessagesNotVisible);
    }

    /// <summary>Takes messages by long polls until there are so many.</summary>
    public async Task<List<Message>> TakeAsync(string queue, int count)
    {
        var url = await UrlAsync(queue);
        var taken = new List<Message>();
        var start = TimeProvider.System.GetTimestamp();
        while (taken.Count < count && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            var answer = await client.ReceiveMessageAsync(new ReceiveMessageRequest(url)
            {
                MaxNumberOfMessages = 10,
                VisibilityTimeout = 600,
                WaitTimeSeconds = 5,
                MessageSystemAttributeNames = ["All"],
                MessageAttributeNames = ["All"],
            });
            taken.AddRange(answer.Messages ?? []);
        }

        Assert.Equal(count, taken.Count);
        return taken;
    }
}
