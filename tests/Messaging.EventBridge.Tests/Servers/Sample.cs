using System.Diagnostics;

namespace Messaging.EventBridge.Tests;

/// <summary>Runs one of the samples, which are built with this project.</summary>
internal static class Sample
{
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string name, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        // The same configuration and framework as this assembly's own folder.
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var root = build;
        while (!File.Exists(Path.Combine(root.FullName, "Messaging.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The tests do not run below the repository.");
        }

        var file = Path.Combine(root.FullName, "samples", name, "bin", build.Parent!.Name, build.Name, name + ".dll");
        var start = new ProcessStartInfo("dotnet", [file, .. args]) { RedirectStandardOutput = true };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
