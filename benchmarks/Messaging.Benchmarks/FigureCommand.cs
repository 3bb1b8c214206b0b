using System.Diagnostics;

namespace Messaging.Benchmarks;

/// <summary>Measures one figure after the other, each in its own process, or a single one here.</summary>
internal static class FigureCommand
{
    public static async Task<int> RunAsync(string command, IReadOnlyList<IFigure> figures, string[] arguments)
    {
        var quick = arguments.Contains("--quick", StringComparer.Ordinal);
        if (arguments.SkipWhile(argument => argument != "--only").Skip(1).FirstOrDefault() is { } only)
        {
            return await MeasureHereAsync(figures, only, quick);
        }

        var failed = 0;
        foreach (var figure in figures)
        {
            failed += await MeasureApartAsync(command, figure.Name, quick) == 0 ? 0 : 1;
        }

        return failed == 0 ? 0 : 1;
    }

    private static async Task<int> MeasureHereAsync(IReadOnlyList<IFigure> figures, string name, bool quick)
    {
        if (figures.FirstOrDefault(figure => figure.Name == name) is not { } chosen)
        {
            await Console.Error.WriteLineAsync(
                $"There is no figure '{name}': {string.Join(", ", figures.Select(each => each.Name))}");
            return 2;
        }

        await chosen.MeasureAsync(quick);
        return Output.HasMissed ? 1 : 0;
    }

    private static async Task<int> MeasureApartAsync(string command, string name, bool quick)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [.. Self(), command, "--only", name, .. quick ? (string[])["--quick"] : []]);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    // Run by the host of .NET, the program is the host's first argument.
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.GetCommandLineArgs()[0]]
            : [];
}
