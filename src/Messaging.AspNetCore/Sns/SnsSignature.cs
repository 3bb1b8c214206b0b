using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Messaging.AspNetCore;

/// <summary>Checks the signature of what SNS posts.</summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html</remarks>
internal static class SnsSignature
{
    /// <exception cref="RefusedException">The version is none, or not allowed here.</exception>
    public static HashAlgorithmName Algorithm(string? version, bool allowVersion1) => version switch
    {
        "2" => HashAlgorithmName.SHA256,
        "1" when allowVersion1 => HashAlgorithmName.SHA1,
        "1" => throw RefusedException.Forbidden(
            "The signature is of version 1, which AllowSignatureVersion1 excludes. Set the topic's SignatureVersion to 2."),
        _ => throw RefusedException.Forbidden("The signature is of no version that is known."),
    };

    /// <exception cref="RefusedException">There is none, or it is not in Base64.</exception>
    public static byte[] Decode(string? signature)
    {
        if (string.IsNullOrEmpty(signature))
        {
            throw RefusedException.Forbidden("There is no signature.");
        }

        try
        {
            return Convert.FromBase64String(signature);
        }
        catch (FormatException)
        {
            throw RefusedException.Malformed("The signature is not in Base64.");
        }
    }

    public static bool Verify(SnsPost post, byte[] signature, HashAlgorithmName algorithm, X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey();
        return key is not null
            && key.VerifyData(Encoding.UTF8.GetBytes(TextOf(post)), signature, algorithm, RSASignaturePadding.Pkcs1);
    }

    private static string TextOf(SnsPost post)
    {
        var text = new StringBuilder();
        Add("Message", post.Message);
        Add("MessageId", post.MessageId);
        if (post.IsNotification)
        {
            Add("Subject", post.Subject);
        }
        else
        {
            Add("SubscribeURL", post.SubscribeUrl);
        }

        Add("Timestamp", post.Timestamp);
        if (!post.IsNotification)
        {
            Add("Token", post.Token);
        }

        Add("TopicArn", post.TopicArn);
        Add("Type", post.Type);
        return text.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(name).Append('\n').Append(value).Append('\n');
            }
        }
    }
}
