using System.Xml.Linq;

namespace Messaging.Architecture.Tests;

public sealed class ReferenceTests
{
    public static TheoryData<string> Packages { get; } = [.. Repository.Packages];

    [Fact]
    public void Every_package_is_in_the_table() => Assert.Equal(
        Repository.Packages, PackageTable.Rows.Select(row => row.Package).Order(StringComparer.Ordinal));

    [Fact]
    public void Arrows_never_run_up_the_table()
    {
        var above = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in PackageTable.Rows)
        {
            Assert.All(row.Packages, package => Assert.Contains(package, above));
            above.Add(row.Package);
        }
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Project_references_are_those_of_the_table(string package)
    {
        var row = PackageTable.Find(package);

        Assert.Equal(
            row.Packages.Order(StringComparer.Ordinal),
            Included(package, "ProjectReference")
                .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
                .Order(StringComparer.Ordinal));
        Assert.All(Included(package, "PackageReference"), name => Assert.True(
            PackageRow.Covers(row.References, name), $"{package} references {name}, which its row does not have."));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Assemblies_refer_to_nothing_that_the_table_does_not_reach(string package)
    {
        var reachable = PackageTable.Reachable(package).ToList();

        Assert.All(CompiledPackage.References(package).Where(name => !IsFramework(name)), name => Assert.True(
            PackageRow.Covers(reachable, name), $"{package} refers to {name}, which the table does not let it reach."));
    }

    [Fact]
    public void The_embedded_broker_shares_only_the_seam_with_the_transports()
    {
        Assert.All(CompiledPackage.TypesUsed("Messaging.Local", from: "Messaging.Aws"), type =>
            Assert.Equal("IAwsBackend", type));
        Assert.All(CompiledPackage.References("Messaging.Local"), name =>
        {
            Assert.NotEqual("Messaging", name);
            Assert.False(name.StartsWith("AWSSDK", StringComparison.Ordinal), $"Messaging.Local refers to {name}.");
        });
    }

    [Fact]
    public void The_contracts_know_no_cloud_service() => Assert.All(
        CompiledPackage.References("Messaging"),
        name => Assert.False(name.StartsWith("AWSSDK", StringComparison.Ordinal), $"Messaging refers to {name}."));

    private static bool IsFramework(string name) =>
        name is "netstandard" or "mscorlib" || name == "System" ||
        name.StartsWith("System.", StringComparison.Ordinal) ||
        name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal);

    private static IEnumerable<string> Included(string package, string item) => XDocument
        .Load(Path.Combine(Repository.Folder(package), package + ".csproj"))
        .Descendants(item)
        .Select(element => (string?)element.Attribute("Include"))
        .OfType<string>();
}
