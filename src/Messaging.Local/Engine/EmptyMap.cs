using System.Collections.ObjectModel;

namespace Messaging.Local;

/// <summary>The map that stands for one that a request leaves out.</summary>
internal static class EmptyMap
{
    public static readonly IReadOnlyDictionary<string, string> Value = ReadOnlyDictionary<string, string>.Empty;
}
