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

    /// <summary>Gets whether a figure that must meet a target has missed it.</summary>
    public static bool HasMissed { get; private set; }

    /// <summary>Writes a figure that must not exceed, or fall below, a target.</summary>
    public static void WriteGate(string name, double value, string unit, double atMost = double.MaxValue, double atLeast = double.MinValue)
    {
        var isMet = value <= atMost && value >= atLeast;
        HasMissed |= !isMet;
        var target = atMost < double.MaxValue ? $"at most {atMost}" : $"at least {atLeast}";
        var text = value.ToString("0.####", CultureInfo.InvariantCulture);
        Console.WriteLine($"{name}: {text} {unit} ({target}{(isMet ? "" : ": MISSED")})");
    }

    public static void WriteMissing(string name, string reason) => Console.WriteLine($"{name}: not measured: {reason}");
}
