using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Messaging;

/// <summary>What a body is written into. A thread uses its own again, unless a large message has made it grow.</summary>
internal sealed class BodyBuffer : IDisposable
{
    private const int MostKept = 64 * 1024;

    // Bodies are JSON in queues, never part of a web page: only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static BodyBuffer? _spare;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    private BodyBuffer() => Writer = new Utf8JsonWriter(_bytes, Options);

    public Utf8JsonWriter Writer { get; }

    /// <summary>Gets the length of what was written, in bytes of UTF-8.</summary>
    public int Length => _bytes.WrittenCount;

    /// <summary>Takes the thread's buffer, or a new one while a message is written within a message.</summary>
    public static BodyBuffer Take()
    {
        var buffer = _spare ?? new BodyBuffer();
        _spare = null;
        return buffer;
    }

    public override string ToString() => Encoding.UTF8.GetString(_bytes.WrittenSpan);

    /// <summary>Empties the buffer and keeps it for the thread's next message.</summary>
    public void Dispose()
    {
        if (_bytes.Capacity <= MostKept)
        {
            _bytes.ResetWrittenCount();
            Writer.Reset();
            _spare = this;
        }
    }
}
