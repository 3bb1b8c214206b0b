using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging;

public sealed class RegistrationTests
{
    private readonly HostApplicationBuilder _host = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "shop app" });

    [Fact]
    public async Task Two_names_for_one_type_end_the_start()
    {
        _host.Services.AddMessaging().AddMessage<OrderPlaced>("a").AddMessage<OrderPlaced>("b");

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(StartAsync);

        Assert.Equal("Messages of type 'Messaging.OrderPlaced' were registered as 'a' and as 'b'. Keep one AddMessage.", exception.Message);
    }

    [Fact]
    public async Task Two_types_for_one_name_end_the_start()
    {
        _host.Services.AddMessaging().AddMessage<OrderPlaced>("a")
            .AddMessage<OrderShipped>("b", message => message.AlsoReads("a"));

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(StartAsync);

        Assert.Contains("'a' stands for both 'Messaging.OrderPlaced' and 'Messaging.OrderShipped'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identical_registrations_have_the_effect_of_one()
    {
        for (var time = 0; time < 2; time++)
        {
            var messaging = _host.Services.AddMessaging().AddMessage<OrderPlaced>("a", message => message.AlsoReads("old"));
            messaging.Registrations.Add(new RouteBuilder<OrderPlaced>().Build("queue", "orders"));
        }

        var registrations = MessagingRegistrations.Of(_host.Services);
        Assert.Single(registrations.Routes);
        Assert.Equal(["old"], Assert.Single(registrations.Messages.Values).AlsoReads);
        registrations.Routes.Clear();
        Assert.Single(_host.Services, service => service.ServiceType == typeof(IMessagePublisher));
        await StartAsync();
    }

    [Fact]
    public async Task A_json_contract_stays_when_the_message_is_named_again_without_one()
    {
        var (contract, written) = (Contract(), new MemoryStream());
        _host.Services.AddMessaging()
            .AddMessage<OrderPlaced>("a", message => message.UseJson(contract))
            .AddMessage<OrderPlaced>("a")
            .AddMessage<OrderPlaced>("a", message => message.UseJson(contract));

        using var host = await StartAsync();
        await using (var writer = new Utf8JsonWriter(written))
        {
            host.Services.GetRequiredService<MessageCatalog>()[typeof(OrderPlaced)].Write(writer, new OrderPlaced(17, "n"));
        }

        Assert.Equal("""{"OrderId":17,"Note":"n"}""", Encoding.UTF8.GetString(written.ToArray()));
    }

    [Fact]
    public async Task Two_json_contracts_for_one_type_end_the_start()
    {
        _host.Services.AddMessaging()
            .AddMessage<OrderPlaced>("a", message => message.UseJson(Contract()))
            .AddMessage<OrderPlaced>("a", message => message.UseJson(Contract()));

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(StartAsync);

        Assert.Equal("Messages of type 'Messaging.OrderPlaced' were given two JSON contracts by UseJson. Keep one.", exception.Message);
    }

    [Fact]
    public async Task A_route_that_is_raw_and_is_not_ends_the_start()
    {
        var messaging = _host.Services.AddMessaging().AddMessage<OrderPlaced>("a");
        messaging.Registrations.Add(new RouteBuilder<OrderPlaced>().Build("queue", "orders"));
        messaging.Registrations.Add(new RouteBuilder<OrderPlaced>().Raw().Build("queue", "orders"));

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(StartAsync);

        Assert.Equal(
            "Messages of type 'Messaging.OrderPlaced' are routed to the queue 'orders' twice, with different Raw. Keep one route; " +
            "functions count as the same only where the same code makes them and they capture nothing.", exception.Message);
    }

    [Fact]
    public void Two_routes_to_one_destination_that_group_differently_are_a_conflict()
    {
        var messaging = _host.Services.AddMessaging();
        messaging.Registrations.Add(new RouteBuilder<OrderPlaced>().Build("queue", "orders"));
        messaging.Registrations.Add(new RouteBuilder<OrderPlaced>().GroupBy(order => order.Note).Build("queue", "orders"));
        messaging.Registrations.Add(new RouteBuilder<OrderPlaced>().GroupBy(order => order.Note).Build("queue", "bills"));
        messaging.Registrations.Add(new RouteBuilder<OrderPlaced>().GroupBy(order => "one").Build("queue", "bills"));

        Assert.Equal(2, messaging.Registrations.Conflicts.Count);
        Assert.All(messaging.Registrations.Conflicts, conflict => Assert.Contains("with different GroupBy.", conflict, StringComparison.Ordinal));
    }

    [Fact]
    public void A_route_with_functions_that_two_modules_register_by_the_same_code_is_one_route()
    {
        var messaging = _host.Services.AddMessaging();
        for (var module = 0; module < 2; module++)
        {
            messaging.Registrations.Add(new RouteBuilder<OrderPlaced>().GroupBy(order => order.Note).Raw().Build("queue", "orders"));
            messaging.Registrations.Add(new RouteBuilder<OrderPlaced>().GroupBy(GroupOf).Build("queue", "bills"));
        }

        Assert.Empty(messaging.Registrations.Conflicts);
        Assert.Equal(2, messaging.Registrations.Routes.Count);
    }

    [Fact]
    public void A_consumer_without_a_handler_is_refused() => Assert.Equal(
        "Consumer 'orders' has no handler. Add one with Handle<TMessage, THandler>().",
        Assert.Throws<MessagingConfigurationException>(() => Table()).Message);

    [Fact]
    public void Two_handlers_for_one_type_on_a_consumer_are_refused_and_the_same_twice_is_not()
    {
        Table(new HandlerBinding<OrderPlaced, First>(), new HandlerBinding<OrderPlaced, First>());

        var exception = Assert.Throws<MessagingConfigurationException>(
            () => Table(new HandlerBinding<OrderPlaced, First>(), new HandlerBinding<OrderPlaced, Second>()));

        Assert.Contains("has 2 handlers for 'Messaging.OrderPlaced'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_source_of_the_configuration_wins_over_that_of_the_code()
    {
        _host.Configuration.AddInMemoryCollection([new("Messaging:Source", "/configured")]);
        _host.Services.AddMessaging(options => options.Source = "/coded").AddMessage<OrderPlaced>("a");

        using var host = await StartAsync();

        Assert.Equal("/configured", host.Services.GetRequiredService<IOptions<MessagingOptions>>().Value.Source);
        Assert.Equal("/configured", Wrapped(host).Source);
    }

    [Fact]
    public async Task The_source_is_the_name_of_the_application_unless_it_is_set()
    {
        _host.Services.AddMessaging().AddMessage<OrderPlaced>("a");

        using var host = await StartAsync();

        Assert.Equal("/shop%20app", Wrapped(host).Source);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://")]
    public async Task A_source_that_is_no_reference_ends_the_start(string source)
    {
        _host.Services.AddMessaging(options => options.Source = source);

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(StartAsync);

        Assert.Contains($"Source '{source}' is no URI reference", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_without_a_json_contract_ends_the_start_and_is_named()
    {
        _host.Services.AddMessaging().AddMessage<OrderPlaced>("a").ConfigureJson(json =>
        {
            json.TypeInfoResolverChain.Clear();
            json.TypeInfoResolverChain.Add(JsonTypeInfoResolver.Combine());
        });

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(StartAsync);

        Assert.StartsWith("Messages of type 'Messaging.OrderPlaced' have no JSON contract:", exception.Message, StringComparison.Ordinal);
    }

    private static string GroupOf(OrderPlaced order) => order.Note;

    private static JsonTypeInfo<OrderPlaced> Contract() => (JsonTypeInfo<OrderPlaced>)new JsonSerializerOptions
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    }.GetTypeInfo(typeof(OrderPlaced));

    private static HandlerTable Table(params HandlerBinding[] handlers) => new("orders", handlers, null, new MessageCatalog([Orders.Type]));

    private static Envelope Wrapped(IHost host) =>
        host.Services.GetRequiredService<WrapStage>().Wrap(typeof(OrderPlaced), null);

    private async Task<IHost> StartAsync()
    {
        var host = _host.Build();
        await host.StartAsync();
        return host;
    }

    private sealed class First : IMessageHandler<OrderPlaced>
    {
        public Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Second : IMessageHandler<OrderPlaced>
    {
        public Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
