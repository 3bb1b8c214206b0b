using System.Text.Json;

namespace Messaging.Local;

/// <summary>How long SNS waits before it tries a delivery again.</summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html</remarks>
internal static class RetryPauses
{
    private const int MostManaged = 100_015;

    /// <summary>Returns the pause after so many attempts on a queue or a function, or null after the last.</summary>
    public static TimeSpan? Managed(int attempts) => attempts switch
    {
        <= 3 => TimeSpan.Zero,
        <= 5 => TimeSpan.FromSeconds(1),
        <= 15 => TimeSpan.FromSeconds(Math.Pow(20, (attempts - 5) / 10.0)),
        <= MostManaged => TimeSpan.FromSeconds(20),
        _ => null,
    };

    /// <summary>Returns the pause after so many attempts on an HTTP endpoint by a delivery policy, or null after the last.</summary>
    public static TimeSpan? Http(int attempts, string? deliveryPolicy)
    {
        var policy = Read(deliveryPolicy);
        if (attempts > policy.Retries)
        {
            return null;
        }

        var fast = policy.Immediate + policy.AtLeast;
        var backingOff = policy.Retries - fast - policy.AtMost;
        if (attempts <= policy.Immediate)
        {
            return TimeSpan.Zero;
        }

        if (attempts <= fast)
        {
            return TimeSpan.FromSeconds(policy.Least);
        }

        if (attempts > fast + backingOff || backingOff <= 1)
        {
            return TimeSpan.FromSeconds(policy.Most);
        }

        var share = (attempts - fast - 1) / (double)(backingOff - 1);
        var part = policy.Function switch
        {
            "arithmetic" => share * (share + 1) / 2,
            "geometric" => (Math.Pow(2, share * 4) - 1) / 15,
            "exponential" => (Math.Pow(10, share) - 1) / 9,
            _ => share,
        };
        return TimeSpan.FromSeconds(policy.Least + ((policy.Most - policy.Least) * part));
    }

    private static (int Retries, int Immediate, int AtLeast, int AtMost, double Least, double Most, string Function) Read(
        string? json)
    {
        JsonElement retry = default;
        if (!string.IsNullOrEmpty(json))
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.TryGetProperty("http", out var http) && http.ValueKind == JsonValueKind.Object)
            {
                root = http;
            }

            if (root.TryGetProperty("healthyRetryPolicy", out retry) || root.TryGetProperty("defaultHealthyRetryPolicy", out retry))
            {
                retry = retry.Clone();
            }
        }

        return (
            Math.Clamp(Number("numRetries", 3), 0, 100), Number("numNoDelayRetries", 0), Number("numMinDelayRetries", 0),
            Number("numMaxDelayRetries", 0), Number("minDelayTarget", 20), Number("maxDelayTarget", 20),
            retry.ValueKind == JsonValueKind.Object && retry.TryGetProperty("backoffFunction", out var name)
                ? name.ToString()
                : "linear");

        int Number(string name, int otherwise) =>
            retry.ValueKind == JsonValueKind.Object && retry.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0
                ? number
                : otherwise;
    }
}
