using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Walks through the objects and lists of an answer. Each value is read, walked through or skipped.</summary>
internal static class JsonReading
{
    /// <summary>Goes into the object that the reader is about to read.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static void Open(this ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("The answer is no JSON object.");
        }
    }

    /// <summary>Goes to the name of the object's next member.</summary>
    public static bool ReadMember(this ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    public static string? ReadText(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : json.GetString();
    }

    public static int? ReadNumber(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : json.GetInt32();
    }

    /// <summary>Goes into the list that follows the name of a member, if one does.</summary>
    public static bool OpenList(this ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.StartArray)
        {
            return true;
        }

        json.Skip();
        return false;
    }

    /// <summary>Goes into the object that follows the name of a member, if one does.</summary>
    public static bool OpenObject(this ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        json.Skip();
        return false;
    }

    /// <summary>Goes into the list's next object.</summary>
    public static bool ReadItem(this ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.StartObject;

    public static void SkipValue(this ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    /// <summary>Passes over the value of a member whose name was read, unless its value was passed over already.</summary>
    public static void SkipIfName(this ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.PropertyName)
        {
            json.SkipValue();
        }
    }
}
