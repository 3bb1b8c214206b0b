using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Messaging.Local;

/// <summary>Reads networks as patterns write them.</summary>
internal static class Cidr
{
    public static IPNetwork Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2)
        {
            throw new PatternException("Malformed CIDR, one '/' required");
        }

        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            throw new PatternException("Malformed CIDR, mask bits must be an integer");
        }

        if (!TryParseAddress(parts[0], out var address))
        {
            throw new PatternException($"Nonstandard IP address: {parts[0]}");
        }

        var (name, most) = address.AddressFamily == AddressFamily.InterNetwork ? ("IPv4", 32) : ("IPv6", 128);
        return bits < most
            ? new IPNetwork(Masked(address, bits), bits)
            : throw new PatternException($"{name} mask bits must be < {most}");
    }

    /// <summary>Reads an address; short forms such as 10.1 are none.</summary>
    public static bool TryParseAddress(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.Contains('%', StringComparison.Ordinal) || !IPAddress.TryParse(text, out var parsed)
            || (parsed.AddressFamily == AddressFamily.InterNetwork && text.Count(c => c == '.') != 3))
        {
            return false;
        }

        address = parsed;
        return true;
    }

    private static IPAddress Masked(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var at = 0; at < bytes.Length; at++)
        {
            var kept = Math.Clamp(bits - (at * 8), 0, 8);
            bytes[at] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
