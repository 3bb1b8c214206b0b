using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Lambda.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Outside_of_lambda_the_start_says_what_to_do()
    {
        using var host = Build(broker: false);

        var refusal = await Assert.ThrowsAsync<MessagingConfigurationException>(() => host.StartAsync());

        Assert.Contains("AWS_LAMBDA_RUNTIME_API is not set", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("LambdaHandler", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_without_a_handler_does_not_start()
    {
        using var host = Build(function: _ => { });

        await Assert.ThrowsAsync<MessagingConfigurationException>(() => host.StartAsync());
    }

    [Fact]
    public void Configuration_has_the_last_word()
    {
        using var host = Build(function: added => added.Handle<Order, OrderHandler>().Configure(options => options.MaxConcurrency = 7));

        var options = host.Services.GetRequiredService<IOptionsMonitor<LambdaFunctionOptions>>().Get("orders");

        Assert.Equal((3, TimeSpan.FromSeconds(30)), (options.MaxConcurrency, options.Timeout));
    }

    [Fact]
    public void Registering_a_function_again_adds_to_it()
    {
        var functions = new LambdaFunctions();

        Assert.True(functions.GetOrAdd("orders", out var first));
        Assert.False(functions.GetOrAdd("orders", out var second));
        Assert.Same(first, second);
        Assert.Same(first, functions.Choose());
    }

    [Fact]
    public async Task Two_registrations_of_a_function_that_differ_end_the_start()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(new Script());
        builder.Services.AddLocalBroker();
        builder.Services.AddLambdaFunction("orders", added => added.Handle<Order, OrderHandler>().DeadLetterTo("letters"));
        builder.Services.AddLambdaFunction("orders", added => added.Handle<Order, OrderHandler>().DeadLetterTo("others"));
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAsync<MessagingConfigurationException>(() => host.StartAsync());

        Assert.Contains("Function 'orders' is registered with DeadLetterQueue 'letters' and with 'others'.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Messaging:Functions:orders:DeadLetterQueue", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_functions_the_handler_that_lambda_names_is_chosen()
    {
        var functions = new LambdaFunctions();
        functions.GetOrAdd("orders", out _);
        functions.GetOrAdd("payments", out var payments);

        Assert.Same(payments, functions.Choose("payments"));
        var refusal = Assert.Throws<MessagingConfigurationException>(() => functions.Choose("bootstrap"));
        Assert.Contains("orders, payments", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxConcurrency", "0")]
    [InlineData("MaxConcurrency", "10001")]
    [InlineData("MaxReceives", "0")]
    [InlineData("Timeout", "00:00:00.5")]
    [InlineData("Timeout", "00:15:01")]
    [InlineData("DeadlineMargin", "00:00:00")]
    [InlineData("RetryDelay", "00:00:00")]
    [InlineData("RetryDelay", "00:16:00")]
    [InlineData("MaxRetryDelay", "12:00:00")]
    [InlineData("DeadLetterQueue", "")]
    [InlineData("DeadLetterQueue", "orders dlq")]
    public async Task Options_that_make_no_sense_end_the_start(string option, string value)
    {
        using var host = Build(settings: new() { ["Messaging:Functions:orders:" + option] = value });

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(option, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Timout", "00:00:30", "is no setting")]
    [InlineData("Timeout", "30", "00:00:30")]
    public async Task Settings_that_mean_nothing_end_the_start(string option, string value, string hint)
    {
        using var host = Build(settings: new() { ["Messaging:Functions:orders:" + option] = value });

        var refusal = await Assert.ThrowsAsync<MessagingConfigurationException>(() => host.StartAsync());

        Assert.Contains("'Messaging:Functions:orders:" + option, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(hint, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handler_for_an_application_without_a_function_is_refused()
    {
        using var host = Host.CreateApplicationBuilder().Build();

        Assert.Throws<InvalidOperationException>(() => LambdaHandler.Start(() => host));
    }

    private static IHost Build(
        bool broker = true, Action<LambdaFunctionBuilder>? function = null, Dictionary<string, string>? settings = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Messaging:Functions:orders:MaxConcurrency"] = "3";
        builder.Configuration["Messaging:Functions:orders:Timeout"] = "00:00:30";
        foreach (var (name, value) in settings ?? [])
        {
            builder.Configuration[name] = value;
        }

        builder.Services.AddSingleton(new Script());
        if (broker)
        {
            builder.Services.AddLocalBroker();
        }

        builder.Services.AddLambdaFunction("orders", function ?? (added => added.Handle<Order, OrderHandler>()));
        return builder.Build();
    }
}
