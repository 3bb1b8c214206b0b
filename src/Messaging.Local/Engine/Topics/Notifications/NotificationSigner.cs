using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Messaging.Local;

/// <summary>Signs what topics send with a key of this broker, made when it is first needed.</summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html</remarks>
internal sealed class NotificationSigner : IDisposable
{
    private static readonly DateTimeOffset ValidFrom = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset ValidUntil = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lazy<X509Certificate2> _certificate = new(Make);

    /// <summary>Gets the path of the certificate on the broker, without a slash before it.</summary>
    public string Path => $"SimpleNotificationService-{_certificate.Value.Thumbprint[..32].ToLowerInvariant()}.pem";

    public string CertificatePem => _certificate.Value.ExportCertificatePem();

    /// <summary>Signs names and values, in their order; what is null is left out.</summary>
    public string Sign(string version, IEnumerable<(string Name, string? Value)> parts)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in parts)
        {
            if (value is not null)
            {
                text.Append(name).Append('\n').Append(value).Append('\n');
            }
        }

        using var key = _certificate.Value.GetRSAPrivateKey()!;
        var hash = version == "2" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
        return Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text.ToString()), hash, RSASignaturePadding.Pkcs1));
    }

    public void Dispose()
    {
        if (_certificate.IsValueCreated)
        {
            _certificate.Value.Dispose();
        }
    }

    private static X509Certificate2 Make()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=sns.amazonaws.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(ValidFrom, ValidUntil);
    }
}
