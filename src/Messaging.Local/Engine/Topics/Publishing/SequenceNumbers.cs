using System.Globalization;

namespace Messaging.Local;

/// <summary>Writes places in the order of a FIFO topic: twenty digits.</summary>
internal static class SequenceNumbers
{
    private const ulong First = 10_000_000_000_000_000_000;

    public static string Write(long number) => (First + (ulong)number).ToString(CultureInfo.InvariantCulture);
}
