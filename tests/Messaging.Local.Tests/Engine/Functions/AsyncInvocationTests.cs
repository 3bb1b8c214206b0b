namespace Messaging.Local.Tests;

/// <summary>Events of topics and rules for a function: Lambda has them, tries them again, and sets them aside.</summary>
public sealed class AsyncInvocationTests : IDisposable
{
    private readonly TopicFixture _aws = new();
    private int _calls;

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task A_notification_that_a_function_fails_at_is_tried_twice_more_and_goes_to_the_functions_dead_letters()
    {
        await PublishAsync(new LocalFunctionOptions { DeadLetterQueueArn = BrokerFixture.Arn("letters") });

        Assert.Equal(1, _calls);
        _aws.Sqs.Advance(59);
        Assert.Equal(1, _calls);
        _aws.Sqs.Advance(1);
        Assert.Equal(2, _calls);
        _aws.Sqs.Advance(120);
        Assert.Equal(3, _calls);
        _aws.Sqs.Advance(86_400);

        Assert.Equal(3, _calls);
        var letter = Assert.Single(_aws.Sqs.Broker.Peek("letters"));
        Assert.Contains("\"EventSource\":\"aws:sns\"", letter.Body, StringComparison.Ordinal);
        Assert.Equal(("no", "200"), (letter.Attributes["ErrorMessage"], letter.Attributes["ErrorCode"]));
    }

    [Fact]
    public async Task A_function_without_retries_is_tried_once()
    {
        await PublishAsync(new LocalFunctionOptions { RetryAttempts = 0, DeadLetterQueueArn = BrokerFixture.Arn("letters") });

        Assert.Equal(1, _calls);
        Assert.Single(_aws.Sqs.Broker.Peek("letters"));
    }

    [Fact]
    public async Task A_function_that_takes_too_long_has_failed()
    {
        await _aws.Sqs.CreateAsync("letters");
        var functions = _aws.Sqs.Broker.Functions;
        functions.Add("slow", async (_, token) =>
        {
            await new TaskCompletionSource().Task.WaitAsync(token);
            return null;
        }, new LocalFunctionOptions { Timeout = TimeSpan.FromSeconds(3) });

        var call = functions.InvokeAsync("slow", "{}");
        _aws.Sqs.Advance(3);

        var failure = await Assert.ThrowsAsync<LocalFunctionException>(() => call);
        Assert.Equal(("Sandbox.Timedout", "Task timed out after 3.00 seconds"), (failure.ErrorType, failure.Message));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(-1, 3)]
    [InlineData(2, 901)]
    [InlineData(2, 0)]
    public void Options_that_make_no_sense_are_refused(int retries, int seconds) => Assert.Throws<ArgumentOutOfRangeException>(
        () => _aws.Sqs.Broker.Functions.AddRuntime(
            "f", new LocalFunctionOptions { RetryAttempts = retries, Timeout = TimeSpan.FromSeconds(seconds) }));

    private async Task PublishAsync(LocalFunctionOptions options)
    {
        await _aws.Sqs.CreateAsync("letters");
        var topic = await _aws.TopicAsync("orders");
        var arn = _aws.Sqs.Broker.Functions.Add(
            "f",
            (_, _) =>
            {
                _calls++;
                throw new InvalidOperationException("no");
            },
            options);
        await _aws.DoAsync("Subscribe", ("TopicArn", topic), ("Protocol", "lambda"), ("Endpoint", arn));
        await _aws.DoAsync("Publish", ("TopicArn", topic), ("Message", "m"));
    }
}
