using Messaging.Local;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Aws.Tests;

/// <summary>One application in several regions, on the embedded broker.</summary>
public sealed class SeveralRegionsTests
{
    [Fact]
    public async Task A_queue_in_another_region_is_created_published_to_and_consumed_there()
    {
        using var broker = new LocalBroker(LocalBrokerOptions.Exact());
        var handled = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Messaging:Aws:Region"] = "eu-central-1",
            ["Messaging:Aws:RoleArn"] = "arn:aws:iam::123456789012:role/ignored-here",
            ["Messaging:Destinations:far:Aws:Region"] = "us-west-2",
            ["Messaging:Consumers:far:Aws:Region"] = "us-west-2",
        });
        builder.Services.AddSingleton(broker).AddLocalBroker();
        builder.Services.AddSingleton(handled);
        builder.Services.AddMessaging().PublishToQueue<Text>("far").PublishToQueue<Other>("near")
            .AddSqsConsumer("far", consumer => consumer.Handle<Text, TextHandler>());
        using var host = builder.Build();

        await host.StartAsync();
        await host.Services.GetRequiredService<IMessagePublisher>().PublishAsync(new Text("hello"));
        Assert.Equal("hello", await handled.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System));
        await host.StopAsync();

        Assert.NotNull(broker.FindQueue("far", "us-west-2"));
        Assert.Null(broker.FindQueue("far"));
        // The application's own region is the broker's, whatever it is called in production.
        Assert.NotNull(broker.FindQueue("near"));
    }

    internal sealed record Text(string Value);

    internal sealed record Other(string Value);

    internal sealed class TextHandler(TaskCompletionSource<string> handled) : IMessageHandler<Text>
    {
        public Task HandleAsync(Text message, MessageContext context, CancellationToken cancellationToken)
        {
            handled.TrySetResult(message.Value);
            return Task.CompletedTask;
        }
    }
}
