using System.Text;

namespace Messaging;

/// <summary>Removes the wrapping of SNS or EventBridge, reads the metadata and finds the handler.</summary>
/// <remarks>What cannot be read is set aside with the reason, never deleted.</remarks>
internal sealed class UnwrapStage(HandlerTable handlers, IReadOnlyList<IUnwrapper> unwrappers) : IConsumeStage
{
    // A notification in an event in a notification is the most that services build.
    private const int MaxWrappings = 3;

    public ValueTask<Settlement> InvokeAsync(
        ConsumeContext context, ConsumeNext next, CancellationToken cancellationToken)
    {
        var refusal = Unwrap(context);
        if (refusal is null)
        {
            context.Envelope.TraceParent ??= context.Received.TraceParent;
            return next(context, cancellationToken);
        }

        context.ReturnBody();
        return ValueTask.FromResult(refusal);
    }

    private Settlement? Unwrap(ConsumeContext context)
    {
        var body = context.RentBody();
        var outer = ReadAttributes(null, context.Received.Attributes);
        for (var depth = 0; ; depth++)
        {
            switch (EnvelopeReader.Read(body, out var envelope))
            {
                case BodyShape.Envelope:
                    Merge(envelope, outer);
                    context.Envelope = envelope;
                    return FindNamed(context, envelope.Type!);
                case BodyShape.BrokenEnvelope:
                    return Settlement.DeadLetter("The body begins as an envelope and cannot be read to its end, or has no type.");
                case BodyShape.Object when depth < MaxWrappings && TryUnwrap(body, ref outer, out var inner):
                    body = inner;
                    break;
                case BodyShape.Object:
                    outer ??= new Envelope();
                    outer.Data = body;
                    context.Envelope = outer;
                    return FindBare(context, outer, isObject: true, isWrapped: depth > 0);
                default:
                    outer ??= new Envelope();
                    outer.Data = body;
                    context.Envelope = outer;
                    return FindBare(context, outer, isObject: false, isWrapped: depth > 0);
            }
        }
    }

    private bool TryUnwrap(ReadOnlyMemory<byte> body, ref Envelope? outer, out ReadOnlyMemory<byte> inner)
    {
        foreach (var unwrapper in unwrappers)
        {
            if (unwrapper.TryUnwrap(body, out var wrapped))
            {
                outer ??= new Envelope();
                outer.Id ??= wrapped.Id;
                outer.Type = wrapped.Name ?? outer.Type;
                outer.Source ??= wrapped.Source;
                outer.Time ??= wrapped.Time;
                ReadAttributes(outer, wrapped.Attributes);
                inner = wrapped.Body;
                return true;
            }
        }

        inner = default;
        return false;
    }

    private Settlement? FindNamed(ConsumeContext context, string name)
    {
        if (!handlers.TryFind(name, out var found))
        {
            return Unknown(context, $"No handler for messages named '{name}'.");
        }

        context.Handler = found.Handler;
        return null;
    }

    /// <summary>Gives a message that no handler is for to the handler of unknown messages, or sets it aside.</summary>
    private Settlement? Unknown(ConsumeContext context, string reason)
    {
        if (handlers.Unknown is not { } unknown)
        {
            return Settlement.DeadLetter(reason);
        }

        context.Handler = unknown;
        context.Message = new UnknownMessage
        {
            Name = context.Envelope.Type ?? string.Empty,
            Data = context.Envelope.Data.ToArray(),
            Reason = reason,
        };
        return null;
    }

    /// <summary>Finds the handler of a body without an envelope: by the name in an attribute, as text, or as the one type.</summary>
    private Settlement? FindBare(ConsumeContext context, Envelope outer, bool isObject, bool isWrapped)
    {
        if (handlers.TryFind(outer.Type, out var named) && named.Handler != handlers.Text)
        {
            context.Handler = named.Handler;
            return null;
        }

        if (handlers.Text is { } text)
        {
            context.Handler = text;
            context.Message = isWrapped ? Encoding.UTF8.GetString(outer.Data.Span) : context.Received.Body;
            return null;
        }

        if (!string.IsNullOrEmpty(outer.Type))
        {
            return Unknown(context, $"No handler for messages named '{outer.Type}'.");
        }

        if (isObject && handlers.Unnamed is { } unnamed)
        {
            outer.Type = unnamed.Type.Name;
            context.Handler = unnamed.Handler;
            return null;
        }

        return Unknown(context, isObject
            ? "The body is a JSON object without a name, and the consumer reads unnamed messages as no type."
            : "The body is no envelope and no JSON object, and the consumer has no handler for text.");
    }

    private static Envelope? ReadAttributes(Envelope? outer, IReadOnlyDictionary<string, string>? attributes)
    {
        if (attributes is not { Count: > 0 })
        {
            return outer;
        }

        outer ??= new Envelope();

        foreach (var (name, value) in attributes)
        {
            if (EnvelopeNames.Reserved.Contains(name))
            {
                EnvelopeReader.Set(outer, name, value);
            }
            else
            {
                (outer.Headers ??= new Dictionary<string, string>(StringComparer.Ordinal))[name] = value;
            }
        }

        return outer;
    }

    private static void Merge(Envelope envelope, Envelope? outer)
    {
        if (envelope.Headers is not { } inside)
        {
            envelope.Headers = outer?.Headers;
            return;
        }

        foreach (var (name, value) in outer?.Headers ?? [])
        {
            inside.TryAdd(name, value);
        }
    }
}
