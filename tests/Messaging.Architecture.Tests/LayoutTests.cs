using System.Text.RegularExpressions;

namespace Messaging.Architecture.Tests;

public sealed partial class LayoutTests
{
    private const int LongestFile = 300;
    private const string ExtensionNamespace = "Microsoft.Extensions.DependencyInjection";

    private static readonly HashSet<string> Text = new(StringComparer.Ordinal)
    {
        "", ".cs", ".csproj", ".editorconfig", ".json", ".md", ".mjs", ".props", ".sln", ".targets", ".txt",
    };

    public static TheoryData<string> Packages { get; } = [.. Repository.Packages];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Files_are_short_enough_to_read(string package) => Assert.All(
        Repository.Sources(Repository.Folder(package)),
        path => Assert.True(
            File.ReadLines(path).Count() <= LongestFile,
            $"{Repository.Relative(path)} has more than {LongestFile} lines."));

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_has_one_namespace(string package) => Assert.All(
        Repository.Sources(Repository.Folder(package)),
        path =>
        {
            var source = File.ReadAllText(path);
            var names = Namespace().Matches(source).Select(match => match.Groups[1].Value).ToList();
            var extends = names is [ExtensionNamespace] && source.Contains("static class", StringComparison.Ordinal);

            Assert.True(
                extends || names.TrueForAll(name => name == package),
                $"{Repository.Relative(path)} declares {string.Join(", ", names)}, not {package}.");
        });

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_has_a_readme_and_a_written_public_surface(string package) => Assert.All(
        ["README.md", "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt"],
        file => Assert.True(
            File.Exists(Path.Combine(Repository.Folder(package), file)), $"{package} has no {file}."));

    // But for the broker, which knows nothing of the library.
    [Fact]
    public void Every_logger_is_one_that_does_not_throw() => Assert.All(
        Repository.Packages.Where(package => !package.StartsWith("Messaging.Local", StringComparison.Ordinal))
            .SelectMany(package => Repository.Sources(Repository.Folder(package)))
            .Where(path => Path.GetFileName(path) != "MessagingLoggers.cs"),
        path =>
        {
            var found = OtherLogger().Match(File.ReadAllText(path));
            Assert.False(found.Success, $"{Repository.Relative(path)} has '{found.Value}'. Take the logger from MessagingLoggers.");
        });

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine() => Assert.All(
        Repository.Files(Repository.Root).Where(path => Text.Contains(Path.GetExtension(path))),
        path =>
        {
            var found = MachinePath().Match(File.ReadAllText(path));
            Assert.False(found.Success, $"{Repository.Relative(path)} contains '{found.Value}'.");
        });

    [Theory]
    [InlineData("see /", "work/main", true)]
    [InlineData("(/", "tmp/x)", true)]
    [InlineData("C:\\", "Users\\me", true)]
    [InlineData("https://example.com/", "work/item", false)]
    [InlineData("tests/", "home/README.md", false)]
    public void A_place_on_a_machine_is_told_from_an_address(string start, string rest, bool expected) =>
        Assert.Equal(expected, MachinePath().IsMatch(start + rest));

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(?:ILogger<\w+>|ILoggerFactory|CreateLogger)")]
    private static partial Regex OtherLogger();

    // An absolute path starts where no word, dot or other part of a path or an address comes before it.
    [GeneratedRegex(@"(?<![\w.\-/*}>)])/(?:work|tmp|home|root|Users|var/folders|workspace|mnt)/|\b[A-Z]:\\(?:Users|work|src)\b")]
    private static partial Regex MachinePath();
}
