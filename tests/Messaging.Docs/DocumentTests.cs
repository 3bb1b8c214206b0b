namespace Messaging.Docs;

public sealed class DocumentTests
{
    public static TheoryData<string> Places { get; } = [.. Repository.CodeBlocks().Select(block => block.Place)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Code_in_documents_compiles(string place)
    {
        var block = Repository.CodeBlocks().Single(block => block.Place == place);

        var objections = DocumentCompiler.Compile(block.Code);

        Assert.True(objections.Count == 0, string.Join(Environment.NewLine, objections));
    }

    [Fact]
    public void The_documents_contain_code() => Assert.NotEmpty(Repository.CodeBlocks());

    [Fact]
    public void A_block_is_named_by_its_file_and_first_line()
    {
        var block = Assert.Single(CodeBlock.In("a.md", "text\n\n```sh\nls\n```\n```csharp\nvar a = 1;\n```\n"));

        Assert.Equal(new CodeBlock("a.md:7", "var a = 1;"), block);
    }

    [Fact]
    public void Examples_of_tests_pass()
    {
        var examples = Repository.CodeBlocks().Where(block => block.Code.Contains("MessagingHarness.StartAsync", StringComparison.Ordinal)).ToList();

        Assert.Equal(["README.md", "docs/moving.md", "src/Messaging.Testing/README.md"], examples.Select(block => block.Place.Split(':')[0]));
        Assert.All(examples, block => Assert.Equal(0, DocumentCompiler.Run(block.Code).ExitCode));
    }

    [Fact]
    public void The_picture_of_a_topology_is_what_its_program_draws()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "topology.md"));
        var picture = CodeBlock.In("docs/topology.md", document, "mermaid")[0].Code;
        var program = CodeBlock.In("docs/topology.md", document)[0].Code;

        var (output, exitCode) = DocumentCompiler.Run(program, "topology", "export", "--format", "mermaid");

        Assert.Equal(0, exitCode);
        Assert.Equal(picture, output.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public void A_whole_program_compiles() => Assert.Empty(DocumentCompiler.Compile(
        "using Messaging;\nConsole.WriteLine(new MessageContext().DeliveryCount);"));

    [Fact]
    public void A_file_without_statements_compiles() => Assert.Empty(DocumentCompiler.Compile(
        "using Messaging;\npublic sealed record Seen(MessageContext Context);"));

    [Fact]
    public void A_missing_name_is_reported_with_its_line()
    {
        var objection = Assert.Single(DocumentCompiler.Compile("\nMissing.Call();"));

        Assert.StartsWith("line 2: CS0103", objection, StringComparison.Ordinal);
    }
}
