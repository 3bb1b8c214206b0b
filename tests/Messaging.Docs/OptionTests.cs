using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Messaging.Docs;

/// <summary>The page about configuration has every option that the packages have, with the default that the code has.</summary>
public sealed class OptionTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "configuration.md"));

    // What is said about one message is in the page about publishing.
    private static readonly IReadOnlyList<Type> Types = [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"))
        .Select(folder => Path.GetFileName(folder)!)
        .Where(package => File.Exists(Path.Combine(AppContext.BaseDirectory, package + ".dll")))
        .SelectMany(package => Assembly.Load(package).GetExportedTypes())
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type != typeof(PublishOptions))];

    public static TheoryData<string> Names { get; } = [.. Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_table_has_each_option_with_its_default(string name)
    {
        var type = Types.Single(type => type.Name == name);
        var instance = Activator.CreateInstance(Types.First(other => !other.IsAbstract && other.IsAssignableTo(type)));
        var expected = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(property => $"`{property.Name}`: {Default(property.GetValue(instance))}");

        Assert.Equal(expected.Order(), Rows(name).Select(cells => $"{cells[1].Trim()}: {cells[2].Trim()}").Order());
    }

    private static IEnumerable<string[]> Rows(string name) => Lines
        .SkipWhile(line => !line.Contains($"`{name}`", StringComparison.Ordinal))
        .SkipWhile(line => !line.StartsWith("| `", StringComparison.Ordinal))
        .TakeWhile(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|'));

    private static string Default(object? value) =>
        value is null or (IEnumerable and not string) ? "" : $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`";
}
