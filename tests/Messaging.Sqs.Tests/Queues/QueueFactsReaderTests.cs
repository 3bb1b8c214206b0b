using Messaging.Aws;
using Microsoft.Extensions.Logging;

namespace Messaging.Sqs.Tests;

public class QueueFactsReaderTests
{
    private const string Url = "http://sqs.test/000000000000/orders";

    private readonly ScriptedSqs _sqs = new();

    private readonly ListLogger _log = new();

    [Theory]
    [InlineData("5")]
    [InlineData("\\\"5\\\"")]
    public async Task Reads_the_redrive_policy_with_a_number_or_a_numeric_string(string count)
    {
        _sqs.On("GetQueueUrl", $$$"""{"QueueUrl":"{{{Url}}}"}""").On("GetQueueUrl", $$$"""{"QueueUrl":"{{{Url}}}-dlq"}""");
        _sqs.On("GetQueueAttributes", $$$"""
            {"Attributes":{"VisibilityTimeout":"45","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:000000000000:orders-dlq\",\"maxReceiveCount\":{{{count}}}}"}}
            """);

        var reading = await ReadAsync("orders");

        Assert.Equal((Url, Url + "-dlq"), (reading.Url, reading.DeadLetterQueueUrl));
        Assert.Equal(("orders", 5, "orders-dlq", TimeSpan.FromSeconds(45)),
            (reading.Facts.QueueName, reading.Facts.MaxReceives, reading.Facts.DeadLetterQueue, reading.Facts.VisibilityTimeout));
        Assert.Equal("000000000000", (string?)_sqs.Last("GetQueueUrl")["QueueOwnerAWSAccountId"]);
    }

    [Fact]
    public async Task Names_queue_region_and_remedy_when_there_is_no_such_queue()
    {
        _sqs.Refuse("GetQueueUrl", "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue");

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => ReadAsync("orders"));

        Assert.Contains("'orders'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("eu-west-1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Create", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warns_once_and_goes_on_when_the_settings_may_not_be_read()
    {
        _sqs.Refuse("GetQueueAttributes", "AccessDeniedException", "AccessDenied", status: 403);

        var reading = await ReadAsync(Url);

        Assert.Null(reading.Facts.MaxReceives);
        Assert.Null(reading.Facts.VisibilityTimeout);
        Assert.Contains("'orders'", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("GetQueueUrl", _sqs.Actions);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{\\\"maxReceiveCount\\\":3}")]
    public async Task Takes_an_unreadable_redrive_policy_for_none(string policy)
    {
        _sqs.On("GetQueueAttributes", $$$"""{"Attributes":{"RedrivePolicy":"{{{policy}}}"}}""");

        var reading = await ReadAsync(Url);

        Assert.Null(reading.Facts.MaxReceives);
        Assert.Null(reading.DeadLetterQueueUrl);
    }

    [Fact]
    public async Task Prefers_the_dead_letter_queue_of_the_code_and_guesses_its_URL_when_it_may_not_ask()
    {
        _sqs.Refuse("GetQueueUrl", "AccessDeniedException", "AccessDenied", status: 403);

        var reading = await new QueueFactsReader(_sqs.Client, _log).ReadAsync(
            QueueAddress.Parse(Url), QueueAddress.Parse("orders-failed"), default);

        Assert.Equal("http://sqs.test/000000000000/orders-failed", reading.DeadLetterQueueUrl);
        Assert.Equal("orders-failed", reading.Facts.DeadLetterQueue);
    }

    private Task<QueueReading> ReadAsync(string address) =>
        new QueueFactsReader(_sqs.Client, _log).ReadAsync(QueueAddress.Parse(address), deadLetterQueue: null, default);

    private sealed class ListLogger : ILogger
    {
        public List<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
            {
                Warnings.Add(formatter(state, exception));
            }
        }
    }
}
