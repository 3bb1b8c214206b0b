using System.Text.RegularExpressions;

namespace Messaging.Architecture.Tests;

/// <summary>Is the package table of ARCHITECTURE.md: what each package may reference, in the order of the rows.</summary>
internal static partial class PackageTable
{
    public static IReadOnlyList<PackageRow> Rows { get; } =
        File.ReadLines(Path.Combine(Repository.Root, "ARCHITECTURE.md"))
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .Select(match => new PackageRow(
                match.Groups["package"].Value,
                Name().Matches(match.Groups["references"].Value).Select(name => name.Groups[1].Value).ToList()))
            .ToList();

    public static PackageRow Find(string package) => Rows.Single(row => row.Package == package);

    /// <summary>Lists what a package may use: its own references and those of the packages that it references.</summary>
    public static IEnumerable<string> Reachable(string package) => Find(package).References
        .Concat(Find(package).Packages.SelectMany(Reachable))
        .Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(?<package>Messaging[\w.]*)` \|[^|]*\|(?<references>[^|]*)\|\s*$")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
