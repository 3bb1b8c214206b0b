using System.IO.Enumeration;

namespace Messaging.Architecture.Tests;

/// <summary>One row of the package table. A reference may end in a star.</summary>
internal sealed record PackageRow(string Package, IReadOnlyList<string> References)
{
    /// <summary>Gets the references that are packages of this family.</summary>
    public IEnumerable<string> Packages => References.Where(IsOurs);

    public static bool IsOurs(string name) =>
        name == "Messaging" || name.StartsWith("Messaging.", StringComparison.Ordinal);

    public static bool Covers(IEnumerable<string> references, string name) =>
        references.Any(reference => FileSystemName.MatchesSimpleExpression(reference, name, ignoreCase: false));
}
