namespace Messaging.Local;

/// <summary>Reads the region and the service that a request is signed for: Credential=key/date/region/service/aws4_request.</summary>
internal static class CredentialScope
{
    private const string Start = "Credential=";
    private const int LongestRegion = 32;

    public static string? RegionOf(string? authorization) =>
        PartsOf(authorization) is { } parts && parts[^3].Length is > 0 and <= LongestRegion
            && parts[^3].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? parts[^3]
            : null;

    public static string? ServiceOf(string? authorization) => PartsOf(authorization)?[^2];

    private static string[]? PartsOf(string? authorization)
    {
        var at = authorization?.IndexOf(Start, StringComparison.Ordinal) ?? -1;
        if (at < 0)
        {
            return null;
        }

        var parts = authorization![(at + Start.Length)..].Split(',', 2)[0].Split('/');
        return parts.Length >= 5 ? parts : null;
    }
}
