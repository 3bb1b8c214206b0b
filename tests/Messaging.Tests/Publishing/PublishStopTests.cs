namespace Messaging;

public sealed class PublishStopTests : IDisposable
{
    private static readonly SendAnswer NotNow = new(null, null, new EntryFailure(EntryFailureKind.Transient, "InternalError", ""));

    private readonly ScriptedDestinations _destinations = new(new BatchingOptions { MaxWaiting = 2 });
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _accepts;

    public void Dispose() => _destinations.Dispose();

    [Fact]
    public async Task The_stop_waits_for_a_message_that_pauses_before_its_next_try()
    {
        var publish = await RefusedOnceAsync();

        var stopped = _destinations.Host.StoppedAsync(default);
        Assert.False(stopped.IsCompleted);
        _accepts = true;
        _destinations.Time.Advance(TimeSpan.FromSeconds(5));

        await stopped;
        Assert.Equal("service-1", Assert.Single((await publish).Destinations).ServiceMessageId);
    }

    [Fact]
    public async Task A_message_that_still_pauses_when_the_time_of_the_stop_is_up_fails_for_now()
    {
        var publish = await RefusedOnceAsync();

        await _destinations.Host.StoppedAsync(new CancellationToken(true));
        Assert.False(publish.IsCompleted);
        _destinations.Dispose();

        var exception = await Assert.ThrowsAsync<SendException>(() => publish);
        Assert.Equal(("orders", true), (exception.Destination, exception.IsTransient));
        Assert.Equal(
            "The application ended before 'orders' answered. What was under way may have arrived.", exception.Message);
    }

    [Fact]
    public async Task No_publish_is_left_without_an_end()
    {
        _destinations.Route("orders", isFifo: true).Gate = _gate.Task;
        await _destinations.Host.StartingAsync(default);
        Task[] publishes = [Publish("under way"), Publish("behind it in its group"), Publish("without a place")];

        await _destinations.Host.StoppedAsync(new CancellationToken(true));
        _destinations.Dispose();

        foreach (var publish in publishes)
        {
            Assert.True((await Assert.ThrowsAsync<SendException>(() => publish)).IsTransient);
        }

        _gate.SetResult();
    }

    [Fact]
    public async Task A_publish_after_the_end_of_the_application_fails_at_once()
    {
        var sender = _destinations.Route("orders");
        var publisher = _destinations.Publisher;
        _destinations.Dispose();

        var exception = await Assert.ThrowsAsync<SendException>(() => publisher.PublishAsync(new OrderPlaced(1, "n")));

        Assert.True(exception.IsTransient);
        Assert.Empty(sender.Sent);
    }

    [Fact]
    public async Task The_stop_waits_for_callers_who_have_no_place_yet()
    {
        var sender = _destinations.Route("orders", isFifo: true);
        sender.Gate = _gate.Task;
        await _destinations.Host.StartingAsync(default);
        Task[] publishes = [Publish("1"), Publish("2"), Publish("3"), Publish("4")];

        var stopped = _destinations.Host.StoppedAsync(default);
        _gate.SetResult();
        await stopped;

        Assert.Equal(["1", "2", "3", "4"], sender.Sent.Select(message => message.MessageId));
        await Task.WhenAll(publishes);
    }

    private async Task<Task<PublishReceipt>> RefusedOnceAsync()
    {
        _destinations.Route("orders").Script = message => _accepts ? new SendAnswer("service-" + message.MessageId, null, null) : NotNow;
        await _destinations.Host.StartingAsync(default);
        var publish = Publish("1");
        await _destinations.Answered;
        return publish;
    }

    private Task<PublishReceipt> Publish(string id) =>
        _destinations.Publisher.PublishAsync(new OrderPlaced(1, "n"), new PublishOptions { MessageId = id, GroupId = "g" });
}
