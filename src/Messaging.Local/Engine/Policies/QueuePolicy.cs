namespace Messaging.Local;

/// <summary>Accepts a queue's access policy when it is an object of JSON. An empty one removes it.</summary>
internal static class QueuePolicy
{
    public static string? Check(string json)
    {
        if (json.Length == 0)
        {
            return null;
        }

        return JsonTexts.IsObject(json) ? json : throw SqsErrors.InvalidAttributeValue("Policy");
    }
}
