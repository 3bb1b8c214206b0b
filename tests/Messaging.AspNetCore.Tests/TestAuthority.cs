using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Messaging.AspNetCore.Tests;

/// <summary>Issues certificates as the authority that AWS has its own from, and as somebody else.</summary>
internal sealed class TestAuthority
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly X509Certificate2 _root;

    private TestAuthority(string name, TestAuthority? above = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (above is null)
        {
            _root = request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(1));
            return;
        }

        using var issued = request.Create(above._root, Now.AddDays(-300), Now.AddDays(350), RandomNumberGenerator.GetBytes(8));
        _root = issued.CopyWithPrivateKey(key);
    }

    /// <summary>Gets the authority that endpoints are told to trust.</summary>
    public static TestAuthority Trusted { get; } = new("CN=Trusted authority");

    /// <summary>Gets an authority that the trusted one vouches for.</summary>
    public static TestAuthority Between { get; } = new("CN=Authority between", Trusted);

    public static TestAuthority Unknown { get; } = new("CN=Unknown authority");

    /// <summary>Gets what SNS signs with.</summary>
    public static X509Certificate2 Sns { get; } = Trusted.Issue("sns.amazonaws.com");

    public X509Certificate2Collection Roots => [_root];

    public X509Certificate2 Issue(string name, DateTimeOffset? from = null, DateTimeOffset? until = null, int bits = 2048)
    {
        using var key = RSA.Create(bits);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var issued = request.Create(
            _root, from ?? Now.AddDays(-30), until ?? Now.AddDays(300), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    public static X509Certificate2 SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(300));
    }

    public static string EllipticPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=sns.amazonaws.com", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(300));
        return certificate.ExportCertificatePem();
    }
}
