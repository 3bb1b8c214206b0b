using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

public sealed class StagesTests
{
    private const string Data = """{"orderId":17,"note":"n"}""";
    private static readonly OrderPlaced Order = new(17, "n");

    private readonly StageBench _bench = new();

    [Theory]
    [InlineData(Orders.Name)]
    [InlineData("shop.old-name")]
    public async Task A_message_is_known_by_its_name_and_by_those_it_also_reads(string name)
    {
        Assert.Same(Settlement.Complete, await _bench.RunAsync(Enveloped(name)));

        Assert.Equal(Order, _bench.Handled[0]);
        Assert.Equal((name, "e-1", 3), (_bench.Context!.Handling!.MessageName, _bench.Context.Handling.MessageId, _bench.Context.Handling.MaxDeliveries));
    }

    [Theory]
    [InlineData(Orders.Name, Data)]
    [InlineData(Orders.Name, """{"orderId":"no number"}""")]
    [InlineData("nobodys", Data)]
    public async Task Nothing_refers_to_the_bytes_of_a_body_that_was_read_or_refused(string name, string data)
    {
        await _bench.RunAsync(data, name);

        Assert.True(_bench.Context!.Envelope.Data.IsEmpty);
    }

    [Fact]
    public async Task A_message_stays_what_it_was_when_others_are_read_after_it()
    {
        await _bench.RunAsync(Enveloped(Orders.Name));
        await _bench.RunAsync("""{"orderId":1,"note":"another, and longer than the first one, so that it would write over it"}""", Orders.Name);
        await _bench.RunAsync("""{"orderId":2,"note":""}""", Orders.Name);

        Assert.Equal([Order, 1, 2], _bench.Handled.OfType<OrderPlaced>().Select(order => order == Order ? (object)order : order.OrderId));
    }

    [Fact]
    public async Task A_raw_message_is_known_by_its_attribute_and_has_its_headers()
    {
        await _bench.RunAsync(Data, Orders.Name);

        Assert.Equal(Order, _bench.Handled[0]);
        Assert.Equal("service-id", _bench.Context!.Handling!.MessageId);
        Assert.Equal([new("tenant", "acme")], _bench.Context.Handling.Headers);
    }

    [Fact]
    public async Task An_object_without_a_name_is_read_as_the_only_type()
    {
        await _bench.RunAsync(Data);

        Assert.Equal((Order, Orders.Name), (_bench.Handled[0], _bench.Context!.Handling!.MessageName));
    }

    [Fact]
    public async Task An_object_without_a_name_is_set_aside_where_there_are_two_types()
    {
        _bench.Types.Add(Orders.Named<OrderShipped>("shipped"));
        _bench.Handlers.Add(new HandlerBinding<OrderShipped, StageBench.Handler<OrderShipped>>());

        Assert.Equal(SettlementKind.DeadLetter, (await _bench.RunAsync(Data)).Kind);
        Assert.Empty(_bench.Handled);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("[1]")]
    [InlineData("")]
    public async Task Text_goes_to_the_handler_of_text_exactly_as_it_came(string text)
    {
        _bench.AddText();

        await _bench.RunAsync(text);

        Assert.Equal(text, _bench.Handled[0]);
    }

    [Fact]
    public async Task Text_is_set_aside_where_nothing_handles_it()
    {
        var settlement = await _bench.RunAsync("secret-4711");

        Assert.Equal(SettlementKind.DeadLetter, settlement.Kind);
        Assert.DoesNotContain("4711", settlement.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_is_set_aside_with_the_name()
    {
        Assert.Equal("No handler for messages named 'other'.", (await _bench.RunAsync(Enveloped("other"))).Reason);
        Assert.Equal("No handler for messages named 'other'.", (await new StageBench().RunAsync(Data, "other")).Reason);
        Assert.Empty(_bench.Handled);
    }

    [Fact]
    public async Task Data_that_cannot_be_read_is_set_aside_and_the_reason_holds_none_of_it()
    {
        var settlement = await _bench.RunAsync(Enveloped(Orders.Name).Replace("17", "\"secret-4711\"", StringComparison.Ordinal));

        Assert.Equal(SettlementKind.DeadLetter, settlement.Kind);
        Assert.StartsWith("The data of a message 'shop.order-placed.v1' cannot be read as 'Messaging.OrderPlaced' (line 1, byte ", settlement.Reason, StringComparison.Ordinal);
        Assert.Null(settlement.Exception);
    }

    [Fact]
    public async Task A_broken_envelope_is_set_aside()
    {
        _bench.AddText();

        Assert.Equal(SettlementKind.DeadLetter, (await _bench.RunAsync(GoldenFiles.Read("read-truncated"))).Kind);
        Assert.Empty(_bench.Handled);
    }

    [Fact]
    public async Task A_handler_that_throws_asks_for_another_delivery()
    {
        _bench.Handle = static (_, _, _) => throw new InvalidOperationException("Failed.");

        var settlement = await _bench.RunAsync(Data);

        Assert.Equal((SettlementKind.Retry, null, "Failed."), (settlement.Kind, settlement.Delay, settlement.Exception!.Message));
    }

    [Fact]
    public async Task A_recorded_outcome_stands_even_if_the_handler_then_throws()
    {
        _bench.Handle = static (_, context, _) =>
        {
            context.RetryAfter(TimeSpan.FromMinutes(5));
            throw new InvalidOperationException("Failed.");
        };

        var settlement = await _bench.RunAsync(Data);

        Assert.Equal((SettlementKind.Retry, TimeSpan.FromMinutes(5)), (settlement.Kind, settlement.Delay));
        Assert.NotNull(settlement.Exception);
    }

    [Fact]
    public async Task A_second_outcome_throws_and_the_first_stands()
    {
        _bench.Handle = static (_, context, _) =>
        {
            context.DeadLetter("Unknown product.");
            Assert.Throws<InvalidOperationException>(() => context.RetryAfter(TimeSpan.Zero));
            return Task.CompletedTask;
        };

        var settlement = await _bench.RunAsync(Data);

        Assert.Equal((SettlementKind.DeadLetter, "Unknown product.", null), (settlement.Kind, settlement.Reason, settlement.Exception));
    }

    [Fact]
    public async Task Middleware_runs_in_the_order_of_registration_around_the_handler()
    {
        var order = new List<string>();
        _bench.Middleware.Add(_ => new Recorder("outer", order));
        _bench.Middleware.Add(_ => new Recorder("inner", order));
        _bench.Handle = async (_, _, _) =>
        {
            await Task.Yield();
            order.Add("handler");
        };

        await _bench.RunAsync(Data);

        Assert.Equal(["outer in", "inner in", "handler", "inner out", "outer out"], order);
    }

    [Fact]
    public async Task Each_message_has_a_scope_of_its_own_that_ends_with_it()
    {
        var made = new List<Scoped>();
        _bench.Services.AddScoped(_ => Keep(new Scoped()));
        _bench.Middleware.Add(services => services.GetRequiredService<Scoped>());
        _bench.Middleware.Add(services => services.GetRequiredService<Scoped>());
        await _bench.RunAsync(Data);
        await _bench.RunAsync(Data);

        Assert.Equal([(2, true), (2, true)], made.Select(scoped => (scoped.Calls, scoped.IsDisposed)));

        Scoped Keep(Scoped scoped)
        {
            made.Add(scoped);
            return scoped;
        }
    }

    [Fact]
    public async Task A_handler_is_disposed_after_it_has_ended()
    {
        _bench.Handle = static async (_, _, _) => await Task.Yield();

        await _bench.RunAsync(Data);

        Assert.Equal([Order, "disposed"], _bench.Handled);
    }

    [Fact]
    public async Task A_middleware_that_nothing_else_owns_is_disposed_after_its_message()
    {
        var log = new List<string>();
        _bench.Services.AddSingleton(log);
        _bench.Middleware.Add(OwnedMiddleware<Owned>.Factory());
        _bench.Handle = async (_, _, _) =>
        {
            await Task.Yield();
            log.Add("handler");
        };

        await _bench.RunAsync(Data);
        await _bench.RunAsync(Data);

        Assert.Equal(["in", "handler", "out", "disposed", "in", "handler", "out", "disposed"], log);
    }

    [Fact]
    public async Task What_a_handler_publishes_names_its_cause()
    {
        using var destinations = new ScriptedDestinations();
        var sender = destinations.Route("next");
        _bench.Handle = async (_, _, token) => await destinations.Publisher.PublishAsync(Order, null, token);
        await _bench.RunAsync(Enveloped(Orders.Name));
        await destinations.Publisher.PublishAsync(Order, new PublishOptions { MessageId = "outside" });

        var read = sender.Sent.Select(sent =>
        {
            EnvelopeReader.Read(Encoding.UTF8.GetBytes(sent.Body), out var envelope);
            return (envelope.CorrelationId, envelope.CausationId);
        });
        Assert.Equal([("corr-1", "e-1"), ("outside", null)], read);
    }

    private static string Enveloped(string name) =>
        $$"""{"specversion":"1.0","id":"e-1","type":"{{name}}","correlationid":"corr-1","data":{{Data}}}""";

    private sealed class Recorder(string name, List<string> order) : IMessageMiddleware
    {
        public async Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken)
        {
            order.Add(name + " in");
            await next(context, cancellationToken);
            order.Add(name + " out");
        }
    }

    private sealed class Owned(List<string> log) : IMessageMiddleware, IAsyncDisposable
    {
        public async Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken)
        {
            log.Add("in");
            await next(context, cancellationToken);
            log.Add("out");
        }

        public ValueTask DisposeAsync()
        {
            log.Add("disposed");
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Scoped : IMessageMiddleware, IDisposable
    {
        public int Calls { get; private set; }

        public bool IsDisposed { get; private set; }

        public Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken)
        {
            Calls++;
            return next(context, cancellationToken);
        }

        public void Dispose() => IsDisposed = true;
    }
}
