using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Messaging.Architecture.Tests;

/// <summary>Reads what the compiled assembly of a package refers to.</summary>
internal static class CompiledPackage
{
    public static IReadOnlyList<string> References(string package) => Read(package, metadata => metadata
        .AssemblyReferences
        .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)));

    public static IReadOnlyList<string> TypesUsed(string package, string from) => Read(package, metadata => metadata
        .TypeReferences
        .Select(metadata.GetTypeReference)
        .Where(type => IsIn(metadata, type, from))
        .Select(type => metadata.GetString(type.Name)));

    private static bool IsIn(MetadataReader metadata, TypeReference type, string assembly) =>
        type.ResolutionScope.Kind == HandleKind.AssemblyReference &&
        metadata.GetString(
            metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) == assembly;

    private static List<string> Read(string package, Func<MetadataReader, IEnumerable<string>> read)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, package + ".dll"));
        using var executable = new PEReader(file);
        return read(executable.GetMetadataReader()).ToList();
    }
}
