using System.Reflection;

namespace Messaging.Docs;

/// <summary>Finds the documents of the repository that the test assembly was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>Gets the path of the generator of JSON contracts.</summary>
    public static string JsonGenerator { get; } = Metadata("JsonGenerator");

    public static IEnumerable<CodeBlock> CodeBlocks() => Documents()
        .Order(StringComparer.Ordinal)
        .SelectMany(path => CodeBlock.In(
            Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path)));

    private static string Metadata(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    private static IEnumerable<string> Documents()
    {
        yield return Path.Combine(Root, "README.md");
        var docs = Path.Combine(Root, "docs");
        if (Directory.Exists(docs))
        {
            foreach (var path in Directory.EnumerateFiles(docs, "*.md", SearchOption.AllDirectories))
            {
                yield return path;
            }
        }

        foreach (var package in Directory.EnumerateDirectories(Path.Combine(Root, "src")))
        {
            yield return Path.Combine(package, "README.md");
        }
    }
}
