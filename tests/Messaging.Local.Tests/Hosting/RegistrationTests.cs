using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Local.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public void The_broker_is_one_and_is_the_backend()
    {
        using var services = new ServiceCollection().AddLocalBroker().AddLocalBroker().BuildServiceProvider();

        var broker = Assert.Single(services.GetServices<LocalBroker>());
        Assert.Same(broker, Assert.Single(services.GetServices<IAwsBackend>()));
        Assert.Equal(("us-east-1", new Uri("http://localhost/")), (broker.Region, broker.Endpoint));
    }

    [Fact]
    public async Task The_clock_of_the_application_is_used()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time).AddLocalBroker(options => options.Seed = 7).BuildServiceProvider();
        var broker = services.GetRequiredService<LocalBroker>();
        using var http = new HttpClient(broker.Handler, disposeHandler: false);

        await http.SendAsync("CreateQueue", """{"QueueName":"orders"}"""u8.ToArray());
        await http.SendAsync("SendMessage", """{"QueueUrl":"orders","MessageBody":"hi"}"""u8.ToArray());

        Assert.Equal(7, broker.Seed);
        Assert.Equal(time.GetUtcNow(), Assert.Single(broker.Peek("orders")).SentAt);
    }

    [Fact]
    public void Settings_of_all_registrations_are_applied_in_order()
    {
        using var services = new ServiceCollection()
            .AddLocalBroker(options => { options.Region = "eu-west-1"; options.Seed = 1; })
            .AddLocalBroker(options => options.Seed = 2)
            .BuildServiceProvider();

        var broker = services.GetRequiredService<LocalBroker>();

        Assert.Equal(("eu-west-1", 2), (broker.Region, broker.Seed));
    }

    [Fact]
    public void Options_are_copied()
    {
        var options = new LocalBrokerOptions { Region = "eu-west-1" };
        using var broker = new LocalBroker(options);
        options.Region = "us-west-2";

        Assert.Equal("eu-west-1", broker.Region);
    }

    [Fact]
    public async Task A_disposed_broker_ends_what_waits_and_answers_no_more()
    {
        var sqs = new BrokerFixture();
        var queue = await sqs.CreateAsync("orders");
        var poll = sqs.ReceiveAsync(queue, wait: 20);

        sqs.Broker.Dispose();

        await Assert.ThrowsAnyAsync<Exception>(() => poll);
        await Assert.ThrowsAnyAsync<Exception>(() => sqs.ReceiveAsync(queue));
        sqs.Dispose();
    }
}
