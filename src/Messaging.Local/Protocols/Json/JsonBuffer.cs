using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>A writer of JSON with its bytes. Each thread keeps one that is not in use, since answers come and go.</summary>
internal sealed class JsonBuffer
{
    private const int MostKept = 1 << 20;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static JsonBuffer? _spare;

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    private JsonBuffer() => Json = new Utf8JsonWriter(_bytes, Compact);

    public Utf8JsonWriter Json { get; }

    public static JsonBuffer Take()
    {
        var buffer = _spare ?? new JsonBuffer();
        _spare = null;
        return buffer;
    }

    /// <summary>Copies what was written.</summary>
    public byte[] ToArray()
    {
        Json.Flush();
        return _bytes.WrittenSpan.ToArray();
    }

    /// <summary>Gives the buffer back, empty. A very large one is left to the collector.</summary>
    public void Return()
    {
        if (_bytes.Capacity <= MostKept)
        {
            _bytes.ResetWrittenCount();
            Json.Reset();
            _spare = this;
        }
    }
}
