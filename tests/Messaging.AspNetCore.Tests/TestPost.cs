using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Messaging.AspNetCore.Tests;

/// <summary>A post as SNS makes it, which a test may then change.</summary>
internal sealed class TestPost
{
    public const string Topic = "arn:aws:sns:us-east-1:111122223333:order-events";
    public const string CertificateUrl = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
    public const string Marker = "what-no-log-may-hold";

    /// <summary>A message that only the bodies of posts hold.</summary>
    public const string Shipped = $$"""{"orderId":7,"note":"{{Marker}}"}""";

    private static readonly string[] InNotifications = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] InConfirmations = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    public JsonObject Members { get; } = [];

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets the bytes that go in place of the members.</summary>
    public byte[]? Body { get; set; }

    public bool IsChunked { get; set; }

    public static TestPost Notification(string message = Shipped, string? subject = "Shipped", string? id = null, string topic = Topic)
    {
        var post = new TestPost();
        post.Set("Type", "Notification").Set("MessageId", id ?? Guid.NewGuid().ToString()).Set("TopicArn", topic);
        if (subject is not null)
        {
            post.Set("Subject", subject);
        }

        return post.Set("Message", message).Set("Timestamp", "2026-03-01T11:59:58.123Z").Sign();
    }

    public static TestPost Confirmation(string type = "SubscriptionConfirmation", string topic = Topic, string? url = null) => new TestPost()
        .Set("Type", type).Set("MessageId", Guid.NewGuid().ToString()).Set("Token", "2336412f37fb687f5d51e6e2425a8a5870a")
        .Set("TopicArn", topic).Set("Message", "You have chosen to subscribe to " + Marker)
        .Set("SubscribeURL", url ?? ConfirmUrl(topic))
        .Set("Timestamp", "2026-03-01T11:59:58.123Z").Sign();

    public static string ConfirmUrl(string topic = Topic) =>
        $"https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={topic}&Token=2336412f37fb687f5d51e6e2425a8a5870a";

    /// <summary>Sets a member, and the header that repeats it.</summary>
    public TestPost Set(string name, string? value)
    {
        Members[name] = value;
        var header = name switch
        {
            "Type" => "x-amz-sns-message-type",
            "MessageId" => "x-amz-sns-message-id",
            "TopicArn" => "x-amz-sns-topic-arn",
            _ => null,
        };
        if (header is not null)
        {
            Headers[header] = value ?? string.Empty;
        }

        return this;
    }

    public TestPost Header(string name, string? value)
    {
        if (value is null)
        {
            Headers.Remove(name);
        }
        else
        {
            Headers[name] = value;
        }

        return this;
    }

    public TestPost Without(string name)
    {
        Members.Remove(name);
        return this;
    }

    public TestPost WithBody(string body) => WithBody(Encoding.UTF8.GetBytes(body));

    public TestPost WithBody(byte[] body)
    {
        Body = body;
        return this;
    }

    /// <summary>Takes the text of the body and changes it.</summary>
    public TestPost Rewrite(string old, string replacement)
    {
        var body = Members.ToJsonString();
        Assert.Contains(old, body, StringComparison.Ordinal);
        return WithBody(body.Replace(old, replacement, StringComparison.Ordinal));
    }

    public TestPost Sign(string version = "1", X509Certificate2? certificate = null, string? url = CertificateUrl)
    {
        Members["SignatureVersion"] = version;
        Members["Signature"] = Signature(version, certificate ?? TestAuthority.Sns);
        Members["SigningCertURL"] = url;
        return this;
    }

    public string Signature(string version, X509Certificate2 certificate)
    {
        var text = new StringBuilder();
        foreach (var name in (string?)Members["Type"] == "Notification" ? InNotifications : InConfirmations)
        {
            if ((string?)Members[name] is { } value)
            {
                text.Append(name).Append('\n').Append(value).Append('\n');
            }
        }

        using var key = certificate.GetRSAPrivateKey()!;
        return Convert.ToBase64String(key.SignData(
            Encoding.UTF8.GetBytes(text.ToString()),
            version == "2" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1,
            RSASignaturePadding.Pkcs1));
    }

    public HttpRequestMessage ToRequest(string path = "/sns")
    {
        var bytes = Body ?? Encoding.UTF8.GetBytes(Members.ToJsonString());
        HttpContent content = IsChunked ? new StreamContent(new MemoryStream(bytes)) : new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", "text/plain; charset=UTF-8");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TransferEncodingChunked = IsChunked ? true : null;
        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }
}
