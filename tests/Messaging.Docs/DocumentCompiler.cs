using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Messaging.Docs;

/// <summary>Compiles a block as the only file of a console application with implicit usings.</summary>
internal static class DocumentCompiler
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    // The trusted platform assemblies hold the framework and everything that this project references.
    private static readonly MetadataReference[] References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "Messaging*.dll"))
        .DistinctBy(Path.GetFileName)
        .Where(path => Path.GetFileName(path) != "Messaging.Docs.dll")
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToArray();

    /// <summary>Compiles the code and returns what the compiler objects to, each with the line in the block.</summary>
    public static IReadOnlyList<string> Compile(string code)
    {
        var (compilation, tree) = Read(code);
        return compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Location.SourceTree == tree || diagnostic.Severity == DiagnosticSeverity.Error)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => $"line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: " +
                $"{diagnostic.Id} {diagnostic.GetMessage(null)}")
            .ToList();
    }

    /// <summary>Compiles the code, runs it with these arguments and returns what it writes and its exit code.</summary>
    public static (string Output, int ExitCode) Run(string code, params string[] arguments)
    {
        using var image = new MemoryStream();
        Assert.True(Read(code).Compilation.Emit(image).Success);
        using var output = new StringWriter();
        var console = Console.Out;
        Console.SetOut(output);
        try
        {
            var exitCode = Assembly.Load(image.ToArray()).EntryPoint!.Invoke(null, [arguments]);
            return (output.ToString(), exitCode as int? ?? 0);
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    private static (CSharpCompilation Compilation, SyntaxTree Tree) Read(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, Parsing);
        var kind = tree.GetCompilationUnitRoot().Members.Any(member => member.IsKind(SyntaxKind.GlobalStatement))
            ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary;
        var compilation = CSharpCompilation.Create(
            "Document",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, Parsing), tree, .. Stubs(code)],
            References,
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable)
                // Off in every project of the SDK: an assembly that was built against an older framework.
                .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));
        return (code.Contains("JsonSerializerContext;", StringComparison.Ordinal) ? GenerateJson(compilation) : compilation, tree);
    }

    private static CSharpCompilation GenerateJson(CSharpCompilation compilation)
    {
        var generator = (IIncrementalGenerator)Assembly.LoadFrom(Repository.JsonGenerator)
            .CreateInstance("System.Text.Json.SourceGeneration.JsonSourceGenerator")!;
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return (CSharpCompilation)generated;
    }

    /// <summary>Gets the signatures of packages that a block uses and that this project cannot refer to.</summary>
    private static IEnumerable<SyntaxTree> Stubs(string code) => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests", "Messaging.Docs", "Stubs"), "*.cs")
        .Where(path => code.Contains($"using Amazon.{Path.GetFileNameWithoutExtension(path)}", StringComparison.Ordinal))
        .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Parsing));
}
