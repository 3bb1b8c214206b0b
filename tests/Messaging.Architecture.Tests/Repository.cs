using System.Reflection;

namespace Messaging.Architecture.Tests;

/// <summary>Finds the files of the repository that the test assembly was built from.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Made = new(StringComparer.Ordinal)
    {
        ".git", ".idea", ".vs", ".vscode", "artifacts", "bin", "node_modules", "obj", "TestResults",
    };

    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    /// <summary>Gets the names of the packages, which are the folders of <c>src</c>.</summary>
    public static IEnumerable<string> Packages { get; } = Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal)
        .ToList();

    public static string Folder(string package) => Path.Combine(Root, "src", package);

    /// <summary>Lists the files that people wrote, below a folder.</summary>
    public static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder).Concat(
        Directory.EnumerateDirectories(folder)
            .Where(child => !Made.Contains(Path.GetFileName(child)))
            .SelectMany(Files));

    public static IEnumerable<string> Sources(string folder) =>
        Files(folder).Where(path => path.EndsWith(".cs", StringComparison.Ordinal));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
