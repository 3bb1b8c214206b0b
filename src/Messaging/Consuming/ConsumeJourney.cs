namespace Messaging;

/// <summary>The stages of a received message, in order: Unwrap, Read, Handle.</summary>
internal sealed class ConsumeJourney
{
    private readonly ConsumeNext _first;

    public ConsumeJourney(params IReadOnlyList<IConsumeStage> stages)
    {
        ConsumeNext next = static (_, _) => ValueTask.FromResult(Settlement.Complete);
        for (var index = stages.Count - 1; index >= 0; index--)
        {
            var (stage, following) = (stages[index], next);
            next = (context, cancellationToken) => stage.InvokeAsync(context, following, cancellationToken);
        }

        _first = next;
    }

    public ValueTask<Settlement> InvokeAsync(ConsumeContext context, CancellationToken cancellationToken) =>
        _first(context, cancellationToken);
}
