using System.Text.Json;

namespace Messaging.Local;

/// <summary>Writes answers in the forms of Lambda's own API and of the Runtime API.</summary>
internal static class LambdaAnswers
{
    public static WireResponse Json(int status, byte[] body) =>
        new(status, "application/json", body) { RequestId = Guid.NewGuid().ToString() };

    public static WireResponse Write(int status, Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Json(status, bytes.ToArray());
    }

    /// <summary>Writes an error of the Runtime API.</summary>
    public static WireResponse Error(int status, string type, string message) => Write(status, json =>
    {
        json.WriteString("errorMessage", message);
        json.WriteString("errorType", type);
    });

    /// <summary>Writes an error of Lambda's own API.</summary>
    public static WireResponse ApiError(int status, string type, string message) => Write(status, json =>
    {
        json.WriteString("Type", "User");
        json.WriteString("Message", message);
    }) with
    {
        Headers = [new("x-amzn-ErrorType", type)],
    };
}
