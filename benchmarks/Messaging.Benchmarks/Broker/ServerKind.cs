using System.Diagnostics;

namespace Messaging.Benchmarks;

/// <summary>One program that speaks SQS, and how it is started at a port of this machine.</summary>
internal sealed record ServerKind(string Name, Func<int, ProcessStartInfo?> Start, string WhenMissing)
{
    private const string IndependentFolder = "MESSAGING_INDEPENDENT_SERVER";
    private const string IndependentProgram = "eng/independent-server.mjs";
    private const string OwnProgram = "src/Messaging.Local.Server/bin/Release/net10.0/Messaging.Local.Server.dll";

    /// <summary>Gets whether it keeps connections open, and takes requests before it has answered those before.</summary>
    public bool Pipelines { get; init; } = true;

    public static IReadOnlyList<ServerKind> All { get; } =
    [
        new("ours", StartOwn, "build src/Messaging.Local.Server in Release and run from the root of the repository"),
        new("fauxqs", StartFauxqs, $"npm install --prefix <folder> fauxqs@1.9.2, and name the folder in {IndependentFolder}"),
        new("moto", StartMoto, "moto_server is not on the path") { Pipelines = false },
    ];

    private static ProcessStartInfo? StartOwn(int port) => File.Exists(OwnProgram)
        ? new ProcessStartInfo("dotnet", [OwnProgram, "--port", $"{port}"])
        : null;

    private static ProcessStartInfo? StartFauxqs(int port) =>
        Environment.GetEnvironmentVariable(IndependentFolder) is { } folder && File.Exists(IndependentProgram)
            ? new ProcessStartInfo("node", [IndependentProgram, folder, $"{port}"])
            : null;

    private static ProcessStartInfo? StartMoto(int port)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "moto_server")));
        return found ? new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", $"{port}"]) : null;
    }
}
