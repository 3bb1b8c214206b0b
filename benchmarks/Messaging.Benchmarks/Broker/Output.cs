using System.Globalization;

namespace Messaging.Benchmarks;

/// <summary>Writes figures, one <c>name: value unit</c> a line.</summary>
internal static class Output
{
    public static void Write(string name, double value, string unit) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name}: {value.ToString(value < 100 ? "0.##" : "0", CultureInfo.InvariantCulture)} {unit}"));

    public static void WriteMissing(string name, string reason) => Console.WriteLine($"{name}: not measured: {reason}");
}
