using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Messaging;

/// <summary>One delivery on its way through the stages.</summary>
internal sealed class ConsumeContext(Delivery delivery, int? maxReceives)
{
    private byte[]? _body;

    public ReceivedMessage Received { get; } = delivery.Message;

    /// <summary>Gets how many times the message was delivered, repeated tries here included.</summary>
    public int DeliveryCount { get; } = delivery.DeliveryCount;

    public int? MaxReceives { get; } = maxReceives;

    /// <summary>Gets or sets what Unwrap found out about the message.</summary>
    [AllowNull]
    public Envelope Envelope
    {
        get => field ??= new Envelope();
        set;
    }

    public HandlerBinding? Handler { get; set; }

    /// <summary>Gets or sets the message. Unwrap sets what needs no reading: text, and messages without a handler.</summary>
    public object? Message { get; set; }

    /// <summary>Gets or sets the messages that started together with this one; null where it started alone.</summary>
    public BatchRun? Batch { get; set; }

    /// <summary>Gets or sets whether the message was left out because one before it in its group shall come again.</summary>
    public bool IsNotHandled { get; set; }

    /// <summary>Gets or sets what the handler sees; there once Handle has begun.</summary>
    public MessageContext? Handling { get; set; }

    /// <summary>Gets or sets why the handler's token was cancelled.</summary>
    public string? CancellationReason { get; set; }

    /// <summary>Writes the body as UTF-8 into a rented array, which is good until <see cref="ReturnBody"/>.</summary>
    public ReadOnlyMemory<byte> RentBody()
    {
        var text = Received.Body;
        _body = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(text));
        return _body.AsMemory(0, Encoding.UTF8.GetBytes(text, _body));
    }

    /// <summary>Returns the rented array, once the message has been read or is not going to be. The envelope's data ends with it.</summary>
    public void ReturnBody()
    {
        if (_body is { } body)
        {
            _body = null;
            Envelope.Data = default;
            ArrayPool<byte>.Shared.Return(body);
        }
    }
}
