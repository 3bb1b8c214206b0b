namespace Messaging.Local;

/// <summary>What a request is signed for: Credential=key/date/region/service/aws4_request.</summary>
internal readonly record struct CredentialScope(string Region, string Service)
{
    private const string Start = "Credential=";
    private const int LongestRegion = 32;

    /// <summary>Reads the scope from the header <c>Authorization</c>; null when there is none that makes sense.</summary>
    public static CredentialScope? OfHeader(string? authorization)
    {
        var at = authorization?.IndexOf(Start, StringComparison.Ordinal) ?? -1;
        if (at < 0)
        {
            return null;
        }

        var credential = authorization.AsSpan(at + Start.Length);
        var end = credential.IndexOf(',');
        return OfCredential(end < 0 ? credential : credential[..end]);
    }

    /// <summary>Reads the scope of a credential, such as that of the parameter <c>X-Amz-Credential</c>.</summary>
    public static CredentialScope? OfCredential(ReadOnlySpan<char> credential)
    {
        // The key may have slashes of its own, so the parts are counted from the end.
        Span<Range> parts = stackalloc Range[8];
        var count = credential.Split(parts, '/');
        if (count < 5)
        {
            return null;
        }

        var region = credential[parts[count - 3]];
        return IsRegion(region)
            ? new CredentialScope(region.ToString(), credential[parts[count - 2]].ToString())
            : null;
    }

    /// <summary>Tells whether a text could be the name of a region.</summary>
    public static bool IsRegion(string text) => IsRegion(text.AsSpan());

    private static bool IsRegion(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestRegion)
        {
            return false;
        }

        foreach (var character in text)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-')
            {
                return false;
            }
        }

        return true;
    }
}
