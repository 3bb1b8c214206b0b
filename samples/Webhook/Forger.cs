using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Webhook;

/// <summary>Posts what looks like SNS, and is not.</summary>
internal sealed class Forger(Uri endpoint, string topicArn) : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly RSA _key = RSA.Create(2048);

    /// <summary>Signs with a key of the forger's own, and names the certificate of the forger or that of SNS.</summary>
    public Task<HttpStatusCode> PostNotificationAsync(string certificate) => PostAsync("Notification", new JsonObject
    {
        ["Message"] = $$"""{"number":{{ShippingBook.ForgedOrder}},"carrier":"nobody"}""",
        ["SigningCertURL"] = certificate,
    });

    /// <summary>Would have the application fetch an address of the forger's choice.</summary>
    public Task<HttpStatusCode> PostConfirmationAsync(string certificate) => PostAsync("SubscriptionConfirmation", new JsonObject
    {
        ["Message"] = "You have chosen to subscribe.",
        ["Token"] = "token",
        ["SubscribeURL"] = "http://169.254.169.254/latest/meta-data/?Action=ConfirmSubscription",
        ["SigningCertURL"] = certificate,
    });

    public void Dispose()
    {
        _http.Dispose();
        _key.Dispose();
    }

    private async Task<HttpStatusCode> PostAsync(string type, JsonObject members)
    {
        var id = Guid.NewGuid().ToString();
        var time = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null);
        var signed = $"Message\n{members["Message"]}\nMessageId\n{id}\nTimestamp\n{time}\nTopicArn\n{topicArn}\nType\n{type}\n";
        (members["Type"], members["MessageId"], members["TopicArn"]) = (type, id, topicArn);
        (members["Timestamp"], members["SignatureVersion"]) = (time, "2");
        members["Signature"] = Convert.ToBase64String(
            _key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new StringContent(members.ToJsonString()),
            Headers =
            {
                { "x-amz-sns-message-type", type },
                { "x-amz-sns-message-id", id },
                { "x-amz-sns-topic-arn", topicArn },
            },
        };
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }
}
