namespace Messaging;

public sealed class PublishPumpTests : IDisposable
{
    private readonly ScriptedDestinations _destinations = new(new BatchingOptions { MaxWaiting = 3 });
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _destinations.Dispose();

    [Fact]
    public async Task The_cancellation_of_one_caller_leaves_the_others()
    {
        var sender = _destinations.Route("orders");
        sender.Gate = _gate.Task;
        using var cancellation = new CancellationTokenSource();
        var first = Publish("first");
        var (cancelled, third) = (Publish("cancelled", cancellation.Token), Publish("third"));

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _gate.SetResult();

        await first;
        await third;
        Assert.DoesNotContain(sender.Sent, message => message.MessageId == "cancelled");
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_the_request_is_under_way_hears_of_it_at_once()
    {
        _destinations.Route("orders").Gate = _gate.Task;
        using var cancellation = new CancellationTokenSource();
        var publish = Publish("a", cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publish);
        _gate.SetResult();
    }

    [Fact]
    public async Task A_publish_that_is_cancelled_already_sends_nothing()
    {
        var sender = _destinations.Route("orders");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Publish("a", new CancellationToken(true)));

        Assert.Empty(sender.Sent);
    }

    [Fact]
    public async Task Callers_beyond_the_limit_wait_for_a_place()
    {
        var sender = _destinations.Route("orders");
        sender.Gate = _gate.Task;
        using var cancellation = new CancellationTokenSource();
        Task[] inside = [Publish("1"), Publish("2"), Publish("3")];
        var outside = Publish("4", cancellation.Token);
        var next = Publish("5");

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => outside);
        Assert.DoesNotContain(sender.Sent, message => message.MessageId is "4" or "5");
        _gate.SetResult();

        await Task.WhenAll(inside);
        await next;
        Assert.Equal(["1", "2", "3", "5"], sender.Sent.Select(message => message.MessageId));
    }

    [Fact]
    public async Task Whatever_a_sender_throws_reaches_the_caller_as_a_transient_refusal()
    {
        _destinations.Route("orders").Gate = Task.FromException(new TimeoutException("Too slow."));

        var exception = await Assert.ThrowsAsync<SendException>(() => Publish("a"));

        Assert.True(exception.IsTransient);
        Assert.IsType<TimeoutException>(exception.InnerException);
        Assert.Equal("orders", exception.Destination);
    }

    private Task<PublishReceipt> Publish(string id, CancellationToken cancellationToken = default) =>
        _destinations.Publisher.PublishAsync(new OrderPlaced(1, ""), new PublishOptions { MessageId = id }, cancellationToken);
}
