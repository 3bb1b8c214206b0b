namespace Messaging;

/// <summary>Finds what somebody may have meant to write.</summary>
internal static class Spelling
{
    /// <summary>Finds the name that is the fewest letters away; null where none is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> known) => known
        .Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(near => near.Distance <= 1 + (Math.Min(written.Length, near.Name.Length) / 4))
        .OrderBy(near => near.Distance).ThenBy(near => near.Name, StringComparer.Ordinal)
        .FirstOrDefault().Name;

    /// <summary>Counts the letters to put in, take out or replace.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var index = 0; index < one.Length; index++)
        {
            var diagonal = row[0]++;
            for (var place = 0; place < other.Length; place++)
            {
                var replaced = diagonal + (one[index] == other[place] ? 0 : 1);
                diagonal = row[place + 1];
                row[place + 1] = Math.Min(replaced, 1 + Math.Min(diagonal, row[place]));
            }
        }

        return row[^1];
    }
}
