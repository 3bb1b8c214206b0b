using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Messaging.Aws;

namespace Messaging.AspNetCore;

/// <summary>Reads a signing certificate and decides whether it is one of SNS.</summary>
internal static class SigningCertificate
{
    private const int MostCertificates = 8;
    private const int ShortestKey = 2048;

    // The file of SNS holds its certificate alone; the one that issued it is found by the address in it.
    private static readonly TimeSpan IssuerLimit = TimeSpan.FromSeconds(5);

    /// <exception cref="RefusedException">It is no certificate with an RSA key.</exception>
    public static X509Certificate2Collection Read(ReadOnlySpan<byte> pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Encoding.ASCII.GetString(pem));
        }
        catch (CryptographicException)
        {
            certificates.Clear();
        }

        if (certificates.Count is 0 or > MostCertificates)
        {
            throw RefusedException.Forbidden("What lies at the certificate's address is no certificate.");
        }

        using var key = certificates[0].GetRSAPublicKey();
        return key?.KeySize >= ShortestKey
            ? certificates
            : throw RefusedException.Forbidden("The signing certificate has no RSA key of 2048 bits or more.");
    }

    /// <summary>Looks whether the certificate holds at a time.</summary>
    public static bool IsCurrent(X509Certificate2 certificate, DateTimeOffset now) =>
        certificate.NotBefore.ToUniversalTime() <= now.UtcDateTime && now.UtcDateTime <= certificate.NotAfter.ToUniversalTime();

    /// <summary>Looks whether somebody trusted issued the certificate to SNS.</summary>
    /// <exception cref="RefusedException">Nobody did, or the one that issued it cannot be had now.</exception>
    public static void Check(
        X509Certificate2Collection certificates, Arn topic, X509Certificate2Collection? roots, DateTimeOffset now)
    {
        var certificate = certificates[0];
        if (!SnsOrigin.CertificateNames(topic).Any(name => certificate.MatchesHostname(name, allowWildcards: false)))
        {
            throw RefusedException.Forbidden("The signing certificate was not issued to SNS.");
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.UrlRetrievalTimeout = IssuerLimit;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.ExtraStore.AddRange(certificates);
        if (roots is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);

            // Those that were issued by others are not trusted by themselves, and help to find the root.
            chain.ChainPolicy.ExtraStore.AddRange(roots);
        }

        var isTrusted = chain.Build(certificate);
        var isUnfinished = !isTrusted && IsUnfinished(chain);
        foreach (var element in chain.ChainElements)
        {
            element.Certificate.Dispose();
        }

        if (isUnfinished)
        {
            throw RefusedException.TryAgain("The certificate that issued the signing certificate could not be fetched.");
        }

        if (!isTrusted)
        {
            throw RefusedException.Forbidden("Nobody who is trusted issued the signing certificate.");
        }
    }

    /// <summary>Looks whether nothing is wrong but that an issuer is missing, for which the last certificate has an address.</summary>
    private static bool IsUnfinished(X509Chain chain) =>
        chain.ChainStatus.All(status => status.Status == X509ChainStatusFlags.PartialChain)
        && chain.ChainElements[^1].Certificate.Extensions.OfType<X509AuthorityInformationAccessExtension>().Any(NamesIssuer);

    private static bool NamesIssuer(X509AuthorityInformationAccessExtension extension)
    {
        try
        {
            return extension.EnumerateCAIssuersUris().Any();
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
