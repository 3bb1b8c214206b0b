using System.Text.Json;
using System.Text.Json.Serialization;
using Messaging.Aws;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Sns.Tests;

/// <summary>Conditions on properties of an enum: written as the message's JSON writes it.</summary>
public sealed class EnumFilterTests
{
    private static readonly JsonStringEnumConverter Snake = new(JsonNamingPolicy.SnakeCaseLower);

    [Fact]
    public void An_enum_that_the_json_writes_as_a_number_is_asked_for_as_a_number() => Assert.Equal(
        """{"status":[1,{"anything-but":[0,2]}]}""",
        DataOf(message => message.Where(parcel => parcel.Status, Status.OnItsWay, Match.AnythingBut(Status.Placed, Status.Lost))));

    [Fact]
    public void An_enum_that_the_json_writes_as_a_text_is_asked_for_as_that_text() => Assert.Equal(
        """{"status":["on_its_way",{"anything-but":["placed"]}]}""",
        DataOf(message => message.Where(parcel => parcel.Status, Status.OnItsWay, Match.AnythingBut(Status.Placed)), Snake));

    [Fact]
    public void A_converter_of_the_property_alone_counts() => Assert.Equal(
        """{"before":["Lost"],"next":["Placed",null]}""",
        DataOf(message => message.Where(parcel => parcel.Before, Status.Lost).Where(parcel => parcel.Next, Status.Placed, Match.Null)));

    [Fact]
    public void An_optional_enum_and_the_elements_of_a_list_are_asked_for_alike() => Assert.Equal(
        """{"last":["lost"],"history":["placed","lost"]}""",
        DataOf(
            message => message.Where(parcel => parcel.Last, Status.Lost).Where(parcel => parcel.History, Status.Placed, Status.Lost), Snake));

    [Fact]
    public void Texts_and_numbers_that_the_json_writes_are_taken_as_they_are()
    {
        Assert.Equal("""{"status":[7,{"numeric":[">=",1]}]}""", DataOf(message => message.Where(parcel => parcel.Status, 7, Match.AtLeast(1))));
        Assert.Equal(
            """{"status":["lost",{"prefix":"on_"}]}""", DataOf(message => message.Where(parcel => parcel.Status, "lost", Match.Prefix("on_")), Snake));
        Assert.Equal("""{"marks":["heavy, fragile"]}""", DataOf(message => message.Where(parcel => parcel.Marks, "heavy, fragile"), Snake));
    }

    [Fact]
    public void Texts_of_an_enum_that_is_a_number_in_the_json_end_the_start()
    {
        var error = Assert.Throws<MessagingConfigurationException>(() => DataOf(message => message.Where(parcel => parcel.Status, "Lost")));

        Assert.Equal(
            "A filter or pattern asks for \"Lost\" in 'Parcel.Status', which is a number in the message's JSON: it could never do what it says. " +
            "Ask for the values themselves, such as Status.Placed, or have names written by a JsonStringEnumConverter.", error.Message);
        Assert.Throws<MessagingConfigurationException>(() => DataOf(message => message.Where(parcel => parcel.Status, Match.AnythingBut("Lost"))));
        Assert.Throws<MessagingConfigurationException>(() => DataOf(message => message.Where(parcel => parcel.Status, Match.Prefix("Lo"))));
    }

    [Fact]
    public void What_an_enum_that_is_a_text_in_the_json_never_says_ends_the_start()
    {
        var error = Assert.Throws<MessagingConfigurationException>(
            () => DataOf(message => message.Where(parcel => parcel.Status, "lost", "OnItsWay"), Snake));

        Assert.Contains("\"OnItsWay\" in 'Parcel.Status', which is one of the texts placed, on_its_way, lost in", error.Message, StringComparison.Ordinal);
        Assert.Throws<MessagingConfigurationException>(() => DataOf(message => message.Where(parcel => parcel.Status, 1), Snake));
        Assert.Throws<MessagingConfigurationException>(() => DataOf(message => message.Where(parcel => parcel.Status, Match.AnythingBut("Lost")), Snake));
    }

    [Fact]
    public void Values_of_another_enum_and_enums_where_there_is_none_are_refused()
    {
        Assert.Throws<MessagingConfigurationException>(() => DataOf(message => message.Where(parcel => parcel.Status, Marks.Heavy)));
        Assert.Throws<MessagingConfigurationException>(() => DataOf(message => message.Where(parcel => parcel.Labels, Status.Lost)));
        Assert.Throws<ArgumentException>(() => DataOf(message => message.Where(parcel => parcel.Number, Status.Lost)));

        var error = Assert.Throws<ArgumentException>(() => Filter(filter => filter.Where("status", Status.Lost)));
        Assert.Contains("Give the text or number that is written, or ask with Message<T>", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_are_let_through_by_their_enum(bool areTexts)
    {
        await using var harness = await MessagingHarness.StartAsync(services =>
        {
            var messaging = services.AddMessaging().PublishToTopic<Parcel>("parcels");
            if (areTexts)
            {
                messaging.ConfigureJson(json => json.Converters.Add(Snake));
            }

            messaging.AddSqsConsumer("lost", consumer => consumer.Handle<Parcel, ParcelHandler>().SubscribeToTopic("parcels", filter => filter
                .Message<Parcel>(message => message.Where(parcel => parcel.Status, Status.Lost, Status.OnItsWay))));
        });

        await harness.Publisher.PublishManyAsync([new Parcel(1, Status.Placed), new Parcel(2, Status.OnItsWay), new Parcel(3, Status.Lost)]);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([2, 3], harness.HandledOf<Parcel>().Select(parcel => parcel.Number).Order());
    }

    private static string DataOf(Action<MessageConditions<Parcel>> conditions, JsonConverter? converter = null)
    {
        using var filter = JsonDocument.Parse(Filter(builder => builder.Message(conditions), converter)!);
        return filter.RootElement.GetProperty("data").GetRawText();
    }

    private static string? Filter(Action<TopicSubscriptionBuilder> configure, JsonConverter? converter = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalBroker();
        services.AddMessaging()
            .ConfigureJson(json =>
            {
                if (converter is not null)
                {
                    json.Converters.Add(converter);
                }
            })
            .AddSqsConsumer("parcels", consumer => consumer.Handle<Parcel, ParcelHandler>().SubscribeToTopic("parcels", configure));
        using var provider = services.BuildServiceProvider();
        return Assert.Single(provider.GetRequiredService<Topology>().Subscriptions).FilterPolicy;
    }

    public enum Status
    {
        Placed,
        OnItsWay,
        Lost,
    }

    [Flags]
    public enum Marks
    {
        None = 0,
        Heavy = 1,
        Fragile = 2,
    }

    public sealed record Parcel(
        int Number, Status Status = Status.Placed, Status? Last = null, IReadOnlyList<Status>? History = null,
        [property: JsonConverter(typeof(JsonStringEnumConverter<Status>))] Status Before = Status.Placed,
        [property: JsonConverter(typeof(JsonStringEnumConverter<Status>))] Status? Next = null,
        Marks Marks = Marks.None, IReadOnlyList<string>? Labels = null);

    public sealed class ParcelHandler : IMessageHandler<Parcel>
    {
        public Task HandleAsync(Parcel message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
