namespace Messaging.Local;

/// <summary>Makes further seeds from one.</summary>
internal static class Seeds
{
    /// <summary>Derives a seed by name, the same in every process.</summary>
    public static int Derive(int seed, string name)
    {
        var hash = 2_166_136_261u ^ (uint)seed;
        foreach (var character in name)
        {
            hash = (hash ^ character) * 16_777_619u;
        }

        return (int)hash;
    }
}
