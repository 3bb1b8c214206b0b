using System.Globalization;

namespace Messaging.Benchmarks;

/// <summary>Writes figures, one <c>name: value unit</c> a line.</summary>
internal static class Output
{
    private const int FewestWithoutDecimals = 100;

    public static void Write(string name, double value, string unit)
    {
        var format = value < FewestWithoutDecimals ? "0.##" : "0";
        Console.WriteLine($"{name}: {value.ToString(format, CultureInfo.InvariantCulture)} {unit}");
    }

    public static void WriteMissing(string name, string reason) => Console.WriteLine($"{name}: not measured: {reason}");
}
