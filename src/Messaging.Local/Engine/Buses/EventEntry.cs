using System.Text;

namespace Messaging.Local;

/// <summary>One event as a publisher puts it.</summary>
internal sealed record EventEntry
{
    public DateTime? Time { get; init; }

    public string? Source { get; init; }

    public string? DetailType { get; init; }

    public string? Detail { get; init; }

    public string? Bus { get; init; }

    public IReadOnlyList<string> Resources { get; init; } = [];

    public string? TraceHeader { get; init; }

    /// <summary>Gets the bytes that count.</summary>
    public long Size => (Time is null ? 0 : 14) + Bytes(Source) + Bytes(DetailType) + Bytes(Detail) + Resources.Sum(Bytes);

    private static long Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
