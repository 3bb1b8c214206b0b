using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Messaging.AspNetCore.Tests;

/// <summary>Forged and altered posts: each signed field, the signature itself, and the certificate it is held against.</summary>
internal static class SignatureAttacks
{
    private const string OtherTopic = "arn:aws:sns:us-east-1:111122223333:other-events";

    public static IEnumerable<(string Name, Attack Attack)> All => Altered.Concat(Signatures).Concat(Certificates);

    private static IEnumerable<(string, Attack)> Altered =>
    [
        ("the message is altered", Attack.Unsigned(() => TestPost.Notification().Set("Message", """{"orderId":8}"""))),
        ("the message has a space more", Attack.Unsigned(() => TestPost.Notification().Set("Message", TestPost.Shipped + " "))),
        ("the message id is altered", Attack.Unsigned(() => TestPost.Notification().Set("MessageId", Guid.NewGuid().ToString()))),
        ("the subject is altered", Attack.Unsigned(() => TestPost.Notification().Set("Subject", "Cancelled"))),
        ("the subject is removed", Attack.Unsigned(() => TestPost.Notification().Without("Subject"))),
        ("a subject is added", Attack.Unsigned(() => TestPost.Notification(subject: null).Set("Subject", "Shipped"))),
        ("the time is altered", Attack.Unsigned(() => TestPost.Notification().Set("Timestamp", "2026-03-01T11:59:59.123Z"))),
        ("the topic is altered to another expected one", Attack.Unsigned(() => TestPost.Notification().Set("TopicArn", OtherTopic)) with
        {
            Configure = endpoint => endpoint.ExpectTopic(TestPost.Topic).ExpectTopic(OtherTopic),
        }),
        ("the type is altered", Attack.Unsigned(() => TestPost.Confirmation().Set("Type", "UnsubscribeConfirmation"))),
        ("the token is altered with its address", Attack.Unsigned(() => TestPost.Confirmation()
            .Set("Token", "abc")
            .Set("SubscribeURL", $"https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={TestPost.Topic}&Token=abc"))),
        ("the text of a confirmation is altered", Attack.Unsigned(() => TestPost.Confirmation().Set("Message", "Please confirm."))),
        ("the end of a subscription is forged", Attack.Unsigned(() => TestPost.Confirmation("UnsubscribeConfirmation").Set("Message", "Over."))),
        ("the subject is folded into the message id, under the same signature", Attack.Malformed(() =>
        {
            var post = TestPost.Notification();
            return post.Set("MessageId", $"{post.Members["MessageId"]}\nSubject\n{post.Members["Subject"]}").Without("Subject")
                .Header("x-amz-sns-message-id", Guid.NewGuid().ToString());
        })),
        ("the message id is moved into the subject, under the same signature", Attack.Malformed(() =>
        {
            var id = Guid.NewGuid();
            var post = TestPost.Notification($"{TestPost.Shipped}\nMessageId\n{id}\nSubject\nx");
            return post.Set("Subject", $"x\nMessageId\n{post.Members["MessageId"]}\nSubject\nShipped")
                .Set("Message", TestPost.Shipped).Set("MessageId", id.ToString());
        })),
    ];

    private static IEnumerable<(string, Attack)> Signatures =>
    [
        ("it is signed by somebody else", Attack.Unsigned(() => TestPost.Notification().Sign("1", TestAuthority.Unknown.Issue("sns.amazonaws.com")))),
        ("it is signed by somebody else, by SHA-256", Attack.Unsigned(() => TestPost.Notification().Sign("2", TestAuthority.Unknown.Issue("sns.amazonaws.com")))),
        ("the signature is empty", Attack.Forbidden(() => TestPost.Notification().Set("Signature", string.Empty))),
        ("there is no signature", Attack.Forbidden(() => TestPost.Notification().Without("Signature"))),
        ("the signature is of another message", Attack.Unsigned(() => TestPost.Notification()
            .Set("Signature", (string?)TestPost.Notification().Members["Signature"]))),
        ("the signature is cut short", Attack.Unsigned(() =>
        {
            var post = TestPost.Notification();
            return post.Set("Signature", Convert.ToBase64String(Convert.FromBase64String((string)post.Members["Signature"]!)[..^1]));
        })),
        ("the signature is not in Base64", Attack.Malformed(() => TestPost.Notification().Set("Signature", "%%%"))),
        ("the signature of version 1 is called one of version 2", Attack.Unsigned(() => TestPost.Notification().Set("SignatureVersion", "2"))),
        ("the signature of version 2 is called one of version 1", Attack.Unsigned(() => TestPost.Notification().Sign("2").Set("SignatureVersion", "1"))),
        ("the signature has version 3", Attack.Forbidden(() => TestPost.Notification().Set("SignatureVersion", "3"))),
        ("the signature has version 0", Attack.Forbidden(() => TestPost.Notification().Set("SignatureVersion", "0"))),
        ("the signature has no version", Attack.Forbidden(() => TestPost.Notification().Without("SignatureVersion"))),
        ("the signature is of version 1 where that is excluded", Attack.Forbidden(() => TestPost.Notification()) with
        {
            Configure = endpoint => endpoint.ExpectTopic(TestPost.Topic).Configure(options => options.AllowSignatureVersion1 = false),
        }),
        ("nothing is signed at all", Attack.Forbidden(() => TestPost.Notification()
            .Without("Signature").Without("SignatureVersion").Without("SigningCertURL"))),
    ];

    private static IEnumerable<(string, Attack)> Certificates =>
    [
        ("the certificate's address redirects", Served(() => new HttpResponseMessage(HttpStatusCode.Redirect)
        {
            Headers = { Location = new Uri("https://evil.example/cert.pem") },
            Content = new StringContent(string.Empty),
        })),
        ("the certificate was issued by somebody unknown", ServedPem(() => TestAuthority.Unknown.Issue("sns.amazonaws.com"))),
        ("the certificate was issued by itself", ServedPem(() => TestAuthority.SelfSigned("sns.amazonaws.com"))),
        ("the certificate was issued to somebody else", ServedPem(() => TestAuthority.Trusted.Issue("evil.example"))),
        ("the certificate was issued to another service", ServedPem(() => TestAuthority.Trusted.Issue("sqs.us-east-1.amazonaws.com"))),
        ("the certificate was issued to a name that begins like SNS", ServedPem(() => TestAuthority.Trusted.Issue("sns.amazonaws.com.evil.example"))),
        ("the certificate was issued to all of AWS", ServedPem(() => TestAuthority.Trusted.Issue("*.amazonaws.com"))),
        ("the certificate has expired", ServedPem(() => TestAuthority.Trusted.Issue("sns.amazonaws.com", until: TestAuthority.Now.AddDays(-1)))),
        ("the certificate does not hold yet", ServedPem(() => TestAuthority.Trusted.Issue("sns.amazonaws.com", from: TestAuthority.Now.AddDays(1)))),
        ("the certificate has a short key", ServedPem(() => TestAuthority.Trusted.Issue("sns.amazonaws.com", bits: 1024))),
        ("the certificate has no RSA key", Served(() => FakeSns.Pem(TestAuthority.EllipticPem()))),
        ("the certificate is a page", Served(() => FakeSns.Pem("<html>certificate</html>"))),
        ("the certificate is garbage", Served(() => FakeSns.Pem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))),
        ("there is no certificate", Served(() => FakeSns.Status(HttpStatusCode.NotFound))),
        ("the certificate is endless", Served(() => FakeSns.Pem(new string('a', 1_000_000))) with { Status = HttpStatusCode.ServiceUnavailable }),
    ];

    private static Attack Served(Func<HttpResponseMessage> answer) =>
        Attack.Unsigned(() => TestPost.Notification()) with { Certificate = answer };

    /// <summary>The signature is that of the certificate: only the certificate itself is wrong.</summary>
    private static Attack ServedPem(Func<X509Certificate2> issue)
    {
        var certificate = new Lazy<X509Certificate2>(issue);
        return Attack.Unsigned(() => TestPost.Notification().Sign("1", certificate.Value)) with
        {
            Certificate = () => FakeSns.Pem(certificate.Value.ExportCertificatePem()),
        };
    }
}
