using System.Text.Json;

namespace Messaging;

/// <summary>Reads the body into the message that its name stands for.</summary>
/// <remarks>A body that cannot be read is set aside with the reason, never deleted.</remarks>
internal sealed class ReadStage(MessageCatalog catalog) : IConsumeStage
{
    // The serializer names properties of the type there, and nothing of the data.
    private const string MissingProperties = "JSON deserialization for type ";

    public ValueTask<Settlement> InvokeAsync(
        ConsumeContext context, ConsumeNext next, CancellationToken cancellationToken)
    {
        var refusal = context.Message is null ? Read(context) : null;
        context.ReturnBody();
        return refusal is null ? next(context, cancellationToken) : ValueTask.FromResult(refusal);
    }

    private Settlement? Read(ConsumeContext context)
    {
        var type = catalog[context.Handler!.MessageType];
        try
        {
            context.Message = type.Read(context.Envelope.Data.Span);
            return null;
        }
        catch (Exception exception)
        {
            // Whatever a converter or a constructor throws, the data cannot be read. The text of the exception, and the path
            // in it, can hold pieces of the body; only the place is said, and which properties of the type are missing.
            var where = exception switch
            {
                JsonException missing when missing.Message.StartsWith(MissingProperties, StringComparison.Ordinal) => $": {missing.Message}",
                JsonException { BytePositionInLine: { } position } json => $" (line {json.LineNumber + 1}, byte {position + 1} of the data)",
                _ => string.Empty,
            };
            return Settlement.DeadLetter(
                $"The data of a message '{context.Envelope.Type}' cannot be read as '{type.Type}'{where.TrimEnd('.')}.");
        }
    }
}
