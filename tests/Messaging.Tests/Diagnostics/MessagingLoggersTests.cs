using Microsoft.Extensions.Logging;

namespace Messaging;

public sealed class MessagingLoggersTests : IDisposable
{
    private readonly Provider _failing = new();
    private readonly Provider _healthy = new();
    private readonly ILoggerFactory _factory;

    public MessagingLoggersTests() =>
        _factory = LoggerFactory.Create(logging => logging.AddProvider(_failing).AddProvider(_healthy));

    [Theory]
    [InlineData(null)]
    [InlineData(nameof(ILogger.Log))]
    [InlineData(nameof(ILogger.IsEnabled))]
    [InlineData(nameof(ILogger.BeginScope))]
    public void What_one_provider_throws_goes_no_further_and_others_get_the_entry(string? failing)
    {
        _failing.Failing = failing;
        var logger = new MessagingLoggers(_factory).Create("Messaging.Consumer.orders");

        using (logger.BeginScope("scope"))
        {
            ConsumerLog.Stopped(logger, "orders");
        }

        Assert.Equal(["Messaging.Consumer.orders: Consumer orders has stopped."], _healthy.Entries);
        Assert.Equal(failing == nameof(ILogger.Log) ? 0 : 1, _failing.Entries.Count);
    }

    [Fact]
    public void The_category_of_a_class_is_its_name()
    {
        ConsumerLog.Stopped(new MessagingLoggers(_factory).Create<ConsumerPump>(), "orders");

        Assert.Equal(["Messaging.ConsumerPump: Consumer orders has stopped."], _healthy.Entries);
    }

    [Fact]
    public void What_nobody_wants_is_not_enabled() =>
        Assert.False(new MessagingLoggers(_factory).Create("orders").IsEnabled(LogLevel.Debug));

    public void Dispose()
    {
        _factory.Dispose();
        _failing.Dispose();
        _healthy.Dispose();
    }

    private sealed class Provider : ILoggerProvider
    {
        public string? Failing { get; set; }

        public List<string> Entries { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose()
        {
        }

        private void Do(string what)
        {
            if (what == Failing)
            {
                throw new InvalidOperationException("The sink was disposed of.");
            }
        }

        private sealed class Logger(Provider provider, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                provider.Do(nameof(BeginScope));
                return null;
            }

            public bool IsEnabled(LogLevel logLevel)
            {
                provider.Do(nameof(IsEnabled));
                return true;
            }

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                provider.Do(nameof(Log));
                provider.Entries.Add($"{category}: {formatter(state, exception)}");
            }
        }
    }
}
