using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Messaging.Aws;

namespace Messaging.AspNetCore;

/// <summary>Keeps the certificates that SNS signs with. Fetches each once a day, and only from where SNS is.</summary>
/// <remarks>Only what was fetched and checked is kept, so that whoever invents addresses takes no place from a known one.</remarks>
internal sealed partial class SigningCertificates(
    SnsOrigin origin, SnsDownloads downloads, X509Certificate2Collection? roots, TimeProvider time)
{
    private const int MostKept = 64;

    // SNS has one certificate a region at a time. Whoever invents addresses makes few requests; known ones are not counted.
    private const int MostFetchesAMinute = 30;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<X509Certificate2>> _underWay = new(StringComparer.Ordinal);
    private long _minuteStart = time.GetTimestamp();
    private int _fetches;

    /// <summary>Looks whether an address is that of a certificate at SNS, in the region of the topic.</summary>
    public bool IsAddress(string? address, Arn topic)
    {
        var start = origin.Of(topic);
        return address is not null
            && address.StartsWith(start, StringComparison.Ordinal)
            && FileName().IsMatch(address[start.Length..]);
    }

    /// <summary>Returns the certificate at an address that has been looked at.</summary>
    /// <exception cref="RefusedException">It is none of SNS, or cannot be had now.</exception>
    public async Task<X509Certificate2> GetAsync(string address, Arn topic, CancellationToken cancellationToken)
    {
        var certificate = await Find(address, topic).WaitAsync(cancellationToken);
        return SigningCertificate.IsCurrent(certificate, time.GetUtcNow())
            ? certificate
            : throw RefusedException.Forbidden("The signing certificate has expired, or does not hold yet.");
    }

    private Task<X509Certificate2> Find(string address, Arn topic)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(address, out var known))
            {
                known.UsedAt = time.GetTimestamp();
                if (time.GetElapsedTime(known.Since) <= known.Lasts)
                {
                    return known.Certificate;
                }
            }

            // A failure is not kept: the next message tries again, within what a minute allows.
            if (!_underWay.TryGetValue(address, out var fetch))
            {
                if (known is null)
                {
                    CountFetch();
                }

                fetch = Task.Run(() => RenewAsync(address, topic, known));
                _underWay.Add(address, fetch);
            }

            return fetch;
        }
    }

    private async Task<X509Certificate2> RenewAsync(string address, Arn topic, Kept? known)
    {
        try
        {
            var certificate = await FetchAsync(address, topic);
            Keep(address, new Kept(Task.FromResult(certificate), time.GetTimestamp(), Lifetime));
            return certificate;
        }
        catch (RefusedException exception) when (known is not null && exception.IsForNow)
        {
            // SNS has not taken it back. The next try is a minute away, so that messages do not wait for each.
            Keep(address, new Kept(known.Certificate, time.GetTimestamp(), Minute));
            return await known.Certificate;
        }
        catch (RefusedException) when (known is not null)
        {
            lock (_lock)
            {
                _kept.Remove(address);
            }

            throw;
        }
        finally
        {
            lock (_lock)
            {
                _underWay.Remove(address);
            }
        }
    }

    private void Keep(string address, Kept kept)
    {
        lock (_lock)
        {
            if (_kept.Count >= MostKept && !_kept.ContainsKey(address))
            {
                _kept.Remove(_kept.MinBy(pair => pair.Value.UsedAt).Key);
            }

            _kept[address] = kept;
        }
    }

    private void CountFetch()
    {
        if (time.GetElapsedTime(_minuteStart) > Minute)
        {
            (_minuteStart, _fetches) = (time.GetTimestamp(), 0);
        }

        if (++_fetches > MostFetchesAMinute)
        {
            throw RefusedException.TryAgain("Too many certificates were asked for within a minute.");
        }
    }

    private async Task<X509Certificate2> FetchAsync(string address, Arn topic)
    {
        byte[] pem;
        try
        {
            pem = await downloads.GetAsync(new Uri(address));
        }
        catch (HttpRequestException exception) when (IsFinal(exception))
        {
            throw RefusedException.Forbidden("There is no certificate at the address of the signing certificate.");
        }
        catch (HttpRequestException exception)
        {
            throw RefusedException.TryAgain("The signing certificate could not be fetched.", exception);
        }

        var certificates = SigningCertificate.Read(pem);
        if (!origin.IsStandIn)
        {
            SigningCertificate.Check(certificates, topic, roots, time.GetUtcNow());
        }

        return certificates[0];
    }

    // A redirect is final, too: SNS has none, and nobody follows it. A proxy that opens no way to SNS says nothing of the certificate.
    private static bool IsFinal(HttpRequestException exception) =>
        exception.HttpRequestError != HttpRequestError.ProxyTunnelError
        && exception.StatusCode is >= HttpStatusCode.Ambiguous and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,128}\.pem\z", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();

    private sealed class Kept(Task<X509Certificate2> certificate, long since, TimeSpan lasts)
    {
        public Task<X509Certificate2> Certificate { get; } = certificate;

        public long Since { get; } = since;

        /// <summary>Gets how long after that it is used without another look.</summary>
        public TimeSpan Lasts { get; } = lasts;

        public long UsedAt { get; set; } = since;
    }
}
