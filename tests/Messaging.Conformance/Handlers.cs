namespace Messaging.Conformance;

internal sealed class StepHandler(Probe probe) : IMessageHandler<Step>
{
    public Task HandleAsync(Step message, MessageContext context, CancellationToken cancellationToken) =>
        probe.HandleAsync(message, context);
}

internal sealed class TextHandler(Probe probe) : IMessageHandler<string>
{
    public Task HandleAsync(string message, MessageContext context, CancellationToken cancellationToken) =>
        probe.HandleAsync(message, context);
}
