using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging;

namespace OrderProcessing;

/// <summary>Publishes the orders, waits until all is settled, and asks the queues what became of them.</summary>
internal sealed class Lab(IMessagePublisher publisher, IAmazonSQS sqs, OrderBook book, TimeProvider time)
{
    public const string Queue = "order-processing";
    public const string DeadLetterQueue = "order-processing-dlq";

    // What a publisher with a fault could leave: the name of an order, and data that is none.
    private const string Unreadable =
        """{"specversion":"1.0","id":"broken","source":"/lab","type":"acme.order-placed.v1","data":{"number":"not a number"}}""";

    private static readonly string[] Products = ["tea", "coffee", "cocoa", "cups", "spoons"];

    private readonly string _run = Guid.NewGuid().ToString("N")[..6];

    /// <summary>Gets what must come out: all orders and the text handled, but for the broken ones and the unreadable body.</summary>
    public Reconciliation Expected => new()
    {
        Published = book.Orders + 2,
        Handled = book.Orders - book.Broken + 1,
        Retried = (book.Orders / 10) - book.Broken,
        DeadLettered = book.Broken + 1,
        Lost = 0,
    };

    public async Task PublishAsync()
    {
        var orders = Enumerable.Range(1, book.Orders)
            .Select(number => new OrderPlaced($"{_run}-{number:0000}", number, Products[number / 3 % Products.Length], 1 + (number % 7)))
            .ToList();
        var outcomes = await publisher.PublishManyAsync(orders);
        foreach (var failed in outcomes.Where(outcome => !outcome.Succeeded))
        {
            Console.WriteLine($"! not published: {failed.Exception!.Message}");
        }

        var url = (await sqs.GetQueueUrlAsync(Queue)).QueueUrl;
        await sqs.SendMessageAsync(url, "Test message");
        await sqs.SendMessageAsync(url, Unreadable);
        Console.WriteLine($"Published {outcomes.Count(outcome => outcome.Succeeded)} orders, one text and one unreadable body.");
    }

    /// <summary>Waits until the queue is empty and the dead-letter queue holds what it should.</summary>
    public async Task WaitUntilSettledAsync(TimeSpan atMost)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < atMost)
        {
            if (book.Processed >= Expected.Handled
                && await CountAsync(Queue) == 0 && await CountAsync(DeadLetterQueue) >= Expected.DeadLettered)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), time);
        }

        Console.WriteLine($"! Not everything was settled within {atMost}.");
    }

    /// <summary>Asks the queues themselves: attributes of the one, content of the other.</summary>
    public async Task<Reconciliation> ReconcileQueuesAsync()
    {
        var dead = await ReadDeadLettersAsync();
        var left = await CountAsync(Queue);
        var handled = Enumerable.Range(1, book.Orders).Count(number => book.IsProcessed($"{_run}-{number:0000}"))
            + (book.IsProcessed("text: Test message") ? 1 : 0);
        return new Reconciliation
        {
            Published = book.Orders + 2,
            Handled = handled,
            Retried = Enumerable.Range(1, book.Orders).Count(number => number % 10 == 0 && number % 50 != 0),
            DeadLettered = dead,
            Lost = book.Orders + 2 - handled - dead - left,
        };
    }

    private async Task<int> ReadDeadLettersAsync()
    {
        var url = (await sqs.GetQueueUrlAsync(DeadLetterQueue)).QueueUrl;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var empty = 0; empty < 2;)
        {
            var answer = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest
            {
                QueueUrl = url,
                MaxNumberOfMessages = 10,
                VisibilityTimeout = 30,
                WaitTimeSeconds = 1,
            });
            var mine = (answer.Messages ?? [])
                .Where(message => message.Body.Contains(_run, StringComparison.Ordinal) || message.Body == Unreadable).ToList();
            mine.ForEach(message => ids.Add(message.MessageId));
            empty = answer.Messages is { Count: > 0 } ? 0 : empty + 1;

            // They have been counted; the next run of the lab begins with an empty dead-letter queue.
            foreach (var message in mine)
            {
                await sqs.DeleteMessageAsync(url, message.ReceiptHandle);
            }
        }

        return ids.Count;
    }

    private async Task<int> CountAsync(string queue)
    {
        var url = (await sqs.GetQueueUrlAsync(queue)).QueueUrl;
        var answer = await sqs.GetQueueAttributesAsync(url, ["All"]);
        return answer.ApproximateNumberOfMessages + answer.ApproximateNumberOfMessagesNotVisible + answer.ApproximateNumberOfMessagesDelayed;
    }
}
