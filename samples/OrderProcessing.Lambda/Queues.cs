using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Local;

namespace OrderProcessing;

/// <summary>Makes what template.json makes on AWS, and watches it.</summary>
internal static class Queues
{
    // What AWS advises: so many times the function's time limit.
    private const int VisibilityFactor = 6;

    public static async Task CreateAsync(IAmazonSQS sqs, TimeSpan functionTimeout)
    {
        var letters = (await sqs.CreateQueueAsync(Lab.DeadLetterQueue)).QueueUrl;
        var arn = (await sqs.GetQueueAttributesAsync(letters, ["QueueArn"])).QueueARN;
        await sqs.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = Lab.Queue,
            Attributes = new()
            {
                ["VisibilityTimeout"] = (functionTimeout * VisibilityFactor).TotalSeconds.ToString(CultureInfo.InvariantCulture),
                ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":3}""",
            },
        });
    }

    /// <summary>Waits until the queue is empty and the dead-letter queue holds what it should.</summary>
    public static async Task WaitUntilSettledAsync(LocalBroker broker, int deadLetters, TimeSpan atMost)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (broker.FindQueue(Lab.Queue)?.Total > 0 || broker.FindQueue(Lab.DeadLetterQueue)?.Total < deadLetters)
        {
            if (TimeProvider.System.GetElapsedTime(start) > atMost)
            {
                Console.WriteLine($"! Not everything was settled within {atMost}.");
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }
}
