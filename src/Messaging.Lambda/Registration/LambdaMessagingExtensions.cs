using Messaging;
using Messaging.Aws;
using Messaging.Lambda;
using Messaging.Sqs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds AWS Lambda to messaging: functions with the same handlers as hosted consumers.</summary>
public static class LambdaMessagingExtensions
{
    /// <summary>Adds a function that AWS Lambda invokes with messages of SQS, SNS or EventBridge.</summary>
    /// <param name="builder">The messaging builder.</param>
    /// <param name="name">
    /// The name of the function in logs, metrics and options. Where a process has several, the one that runs is that which
    /// Lambda has as the function's handler.
    /// </param>
    /// <param name="configure">Says what the function handles, and how.</param>
    /// <returns>The messaging builder.</returns>
    /// <remarks>
    /// The application's host speaks the Runtime API of Lambda, by <c>AWS_LAMBDA_RUNTIME_API</c>, and with an embedded broker
    /// that of the broker. A <see cref="LambdaHandler"/> is for the managed runtime, and for tests.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static MessagingBuilder AddLambdaFunction(
        this MessagingBuilder builder, string name, Action<LambdaFunctionBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        AddLambda(builder.Services);
        var isNew = Registered.Of<LambdaFunctions>(builder.Services).GetOrAdd(name, out var registration);
        var function = new LambdaFunctionBuilder(registration, builder.Registrations);
        configure(function);
        GivenSettings<LambdaFunctionOptions>.Add(builder, "Function", SettingNames.Functions, registration, function.Settings);
        if (isNew)
        {
            builder.Services.AddOptions<LambdaFunctionOptions>(name).ValidateOnStart();
            builder.Services.AddSingleton<IPostConfigureOptions<LambdaFunctionOptions>>(provider =>
                new PostConfigureOptions<LambdaFunctionOptions>(
                    name,
                    options =>
                    {
                        if (provider.GetService<IConfiguration>()?.GetSection($"Messaging:Functions:{name}") is { } section)
                        {
                            KnownSettings.Check<LambdaFunctionOptions>(section);
                            section.Bind(options);
                        }
                    }));
        }

        return builder;
    }

    /// <summary>Adds messaging, if it is not there yet, and a function that AWS Lambda invokes.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">The name of the function in logs, metrics and options.</param>
    /// <param name="configure">Says what the function handles, and how.</param>
    /// <returns>The service collection.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IServiceCollection AddLambdaFunction(
        this IServiceCollection services, string name, Action<LambdaFunctionBuilder> configure)
    {
        services.AddMessaging().AddLambdaFunction(name, configure);
        return services;
    }

    private static void AddLambda(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(LambdaPart)))
        {
            return;
        }

        SqsMessagingExtensions.AddSqs(services);
        var functions = Registered.Of<LambdaFunctions>(services);
        services.AddSingleton(new SettingNames(SettingNames.Functions, _ => functions.All.Select(function => function.Name)));
        services.AddSingleton(provider =>
        {
            var registration = provider.GetRequiredService<LambdaFunctions>().Choose();
            return new LambdaFunction(
                registration,
                provider.GetRequiredService<IOptionsMonitor<LambdaFunctionOptions>>().Get(registration.Name),
                provider.GetRequiredService<ConsumerFactory>(),
                provider.GetRequiredService<SqsClients>(),
                provider.GetRequiredService<MonotonicClock>(),
                provider.GetRequiredService<TaskStarter>(),
                provider.GetRequiredService<MessagingLoggers>().Create("Messaging.Function." + registration.Name));
        });
        services.AddSingleton(provider => new LambdaPart(
            provider.GetRequiredService<LambdaFunctions>(),
            provider.GetRequiredService<LambdaFunction>,
            provider.GetRequiredService<ConsumerFactory>(),
            () => RuntimeApi.Open(
                provider.GetService<IConfiguration>(), provider.GetService<IAwsBackend>(), provider.GetRequiredService<LambdaFunctions>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MessagingLoggers>().Create("Messaging.Lambda")));
        services.AddSingleton<IHostedPart>(provider => provider.GetRequiredService<LambdaPart>());
        services.AddSingleton<IStartFailureObserver>(provider => provider.GetRequiredService<LambdaPart>());
        services.AddSingleton<IValidateOptions<LambdaFunctionOptions>, LambdaFunctionOptionsValidator>();
        services.AddSingleton<IValidateOptions<LambdaFunctionOptions>, LambdaFunctionValuesValidator>();
    }
}
