using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Registry;

namespace Messaging;

/// <summary>Says what runs around one handler: a time limit, and a resilience pipeline.</summary>
public sealed class HandlerBuilder
{
    private readonly HandlerGuard _guard = new();

    private HandlerBuilder()
    {
    }

    /// <summary>Cancels the handler's token after a while. A handler that obeys has failed, and its message comes again.</summary>
    /// <param name="limit">How long one handling may take, repetitions by a resilience pipeline included.</param>
    /// <returns>This builder.</returns>
    /// <remarks>A handler that does not obey is waited for: a message never has two handlers at the same time.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not positive, or over 12 hours.</exception>
    public HandlerBuilder Timeout(TimeSpan limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, TimeSpan.FromHours(12));
        _guard.Timeout = limit;
        return this;
    }

    /// <summary>Runs the handler in a resilience pipeline of the application, as <c>AddResiliencePipeline</c> registers it.</summary>
    /// <param name="name">The name of the pipeline. One that is missing ends the start of the application.</param>
    /// <returns>This builder.</returns>
    /// <remarks>
    /// A repetition makes a new handler in the message's scope. What still fails in the end comes again by the queue. Once
    /// an outcome is recorded on the context, nothing is repeated.
    /// </remarks>
    public HandlerBuilder Resilience(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _guard.Said = name;
        _guard.Pipeline = services => services.GetRequiredService<ResiliencePipelineProvider<string>>().GetPipeline(name);
        return this;
    }

    /// <summary>Runs the handler in a resilience pipeline of its own, which all messages share.</summary>
    /// <param name="configure">Adds strategies, such as a retry.</param>
    /// <returns>This builder.</returns>
    public HandlerBuilder Resilience(Action<ResiliencePipelineBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _guard.Said = configure;
        ResiliencePipeline? built = null;
        _guard.Pipeline = services => LazyInitializer.EnsureInitialized(ref built, () =>
        {
            var pipeline = new ResiliencePipelineBuilder { TimeProvider = services.GetRequiredService<TimeProvider>() };
            configure(pipeline);
            return pipeline.Build();
        });
        return this;
    }

    internal static HandlerGuard Build(Action<HandlerBuilder>? configure)
    {
        if (configure is null)
        {
            return HandlerGuard.None;
        }

        var builder = new HandlerBuilder();
        configure(builder);
        return builder._guard;
    }
}
