using Messaging.Aws;

namespace Messaging.AspNetCore;

/// <summary>Decides whether a post is SNS's own, unchanged and of now. What is cheap comes first, what is fetched last.</summary>
internal sealed class SnsVerifier(
    SnsEndpointOptions options, SigningCertificates certificates, SubscriptionConfirmer confirmer, TimeProvider time)
{
    /// <exception cref="RefusedException">It is not.</exception>
    public async Task CheckAsync(SnsPost post, Arn topic, CancellationToken cancellationToken)
    {
        CheckTime(post.Time);
        if (!post.IsNotification && !confirmer.IsAddress(post, topic))
        {
            throw RefusedException.Forbidden("The confirmation's address is not that of SNS for this topic and token.");
        }

        var algorithm = SnsSignature.Algorithm(post.SignatureVersion, options.AllowSignatureVersion1);
        var signature = SnsSignature.Decode(post.Signature);
        if (!certificates.IsAddress(post.SigningCertUrl, topic))
        {
            throw RefusedException.Forbidden("The certificate's address is not that of SNS in the topic's region.");
        }

        var certificate = await certificates.GetAsync(post.SigningCertUrl!, topic, cancellationToken);
        if (!SnsSignature.Verify(post, signature, algorithm, certificate))
        {
            throw RefusedException.Forbidden("The signature is not that of SNS over this message.");
        }
    }

    private void CheckTime(DateTimeOffset written)
    {
        var now = time.GetUtcNow();
        if (now - written > options.MaxAge)
        {
            throw RefusedException.Forbidden($"The message is older than MaxAge, {options.MaxAge}.");
        }

        if (written - now > options.MaxClockSkew)
        {
            throw RefusedException.Forbidden($"The message is from the future, by more than MaxClockSkew, {options.MaxClockSkew}.");
        }
    }
}
