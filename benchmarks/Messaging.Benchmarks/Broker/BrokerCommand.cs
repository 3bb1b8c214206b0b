using System.Diagnostics;

namespace Messaging.Benchmarks;

/// <summary>Measures the embedded broker, one figure after the other, each in its own process.</summary>
internal static class BrokerCommand
{
    private const int Million = 1_000_000;
    private const int ManyGroups = 100_000;

    private static readonly IFigure[] Figures =
    [
        new EngineFigure("engine", new EngineShape()),
        new EngineFigure("engine-batched", new EngineShape { Batched = true }),
        new EngineFigure("engine-ledger", new EngineShape { Ledger = true }),
        new EngineFigure("engine-backlog-1000", new EngineShape { Backlog = 1000 }),
        new EngineFigure("engine-backlog-1000000", new EngineShape { Backlog = Million }),
        new EngineFigure("engine-fifo-10-groups", new EngineShape { Groups = 10, Backlog = ManyGroups }),
        new EngineFigure("engine-fifo-100000-groups", new EngineShape { Groups = ManyGroups, Backlog = ManyGroups }),
        new MemoryFigure(),
        new IdleFigure(),
        new ClientFigure(),
        new LoopbackFigure("loopback", depth: 1),
        new LoopbackFigure("loopback-pipelined", depth: 32),
    ];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var quick = arguments.Contains("--quick", StringComparer.Ordinal);
        if (arguments.SkipWhile(argument => argument != "--only").Skip(1).FirstOrDefault() is { } only)
        {
            return await MeasureHereAsync(only, quick);
        }

        var failed = 0;
        foreach (var figure in Figures)
        {
            failed += await MeasureApartAsync(figure.Name, quick) == 0 ? 0 : 1;
        }

        return failed == 0 ? 0 : 1;
    }

    private static async Task<int> MeasureHereAsync(string name, bool quick)
    {
        if (Figures.FirstOrDefault(figure => figure.Name == name) is not { } chosen)
        {
            await Console.Error.WriteLineAsync(
                $"There is no figure '{name}': {string.Join(", ", Figures.Select(each => each.Name))}");
            return 2;
        }

        await chosen.MeasureAsync(quick);
        return 0;
    }

    private static async Task<int> MeasureApartAsync(string name, bool quick)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [.. Self(), "broker", "--only", name, .. quick ? (string[])["--quick"] : []]);
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
