namespace Messaging;

/// <summary>Runs the stages that follow.</summary>
internal delegate ValueTask<Settlement> ConsumeNext(ConsumeContext context, CancellationToken cancellationToken);

/// <summary>One step of a received message: Unwrap, Read or Handle.</summary>
internal interface IConsumeStage
{
    ValueTask<Settlement> InvokeAsync(ConsumeContext context, ConsumeNext next, CancellationToken cancellationToken);
}
