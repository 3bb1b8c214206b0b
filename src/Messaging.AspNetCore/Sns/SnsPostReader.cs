using System.Globalization;
using System.Text.Json;

namespace Messaging.AspNetCore;

/// <summary>Reads what SNS posts, and accepts only what SNS could have written.</summary>
/// <remarks>
/// A signature covers names and values one a line, without a mark of where a value ends. Only the message may hold a line
/// break; otherwise parts of one value could be moved into another under the same signature.
/// </remarks>
internal static class SnsPostReader
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <exception cref="RefusedException">It is no post of SNS.</exception>
    public static SnsPost Read(ReadOnlyMemory<byte> body)
    {
        var post = new SnsPost();
        StrictMembers.Read(body.Span, (string name, ref Utf8JsonReader reader) => ReadMember(post, name, ref reader));
        Check(post);
        return post;
    }

    /// <summary>Looks whether a text is an id as SNS gives it.</summary>
    public static bool IsId(string? text) => Guid.TryParseExact(text, "D", out _);

    private static void ReadMember(SnsPost post, string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "Type":
                post.Type = StrictMembers.ReadString(ref reader);
                break;
            case "MessageId":
                post.MessageId = StrictMembers.ReadString(ref reader);
                break;
            case "TopicArn":
                post.TopicArn = StrictMembers.ReadString(ref reader);
                break;
            case "Subject":
                post.Subject = StrictMembers.ReadString(ref reader);
                break;
            case "Message":
                post.Message = StrictMembers.ReadString(ref reader);
                break;
            case "Timestamp":
                post.Timestamp = StrictMembers.ReadString(ref reader);
                break;
            case "SignatureVersion":
                post.SignatureVersion = StrictMembers.ReadString(ref reader);
                break;
            case "Signature":
                post.Signature = StrictMembers.ReadString(ref reader);
                break;
            case "SigningCertURL":
                post.SigningCertUrl = StrictMembers.ReadString(ref reader);
                break;
            case "SubscribeURL":
                post.SubscribeUrl = StrictMembers.ReadString(ref reader);
                break;
            case "Token":
                post.Token = StrictMembers.ReadString(ref reader);
                break;
            case "MessageAttributes":
                ReadAttributes(post, ref reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static void ReadAttributes(SnsPost post, ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        RequireObject(ref reader);
        StrictMembers.ReadObject(ref reader, (string name, ref Utf8JsonReader inner) =>
        {
            inner.Read();
            RequireObject(ref inner);
            string? type = null;
            string? value = null;
            StrictMembers.ReadObject(ref inner, (string part, ref Utf8JsonReader text) =>
            {
                var read = StrictMembers.ReadString(ref text);
                (type, value) = part switch
                {
                    "Type" => (read, value),
                    "Value" => (type, read),
                    _ => (type, value),
                };
            });
            if (value is not null && (type == "String" || type?.StartsWith("String.", StringComparison.Ordinal) == true))
            {
                post.Attributes[name] = value;
            }
        });
    }

    private static void RequireObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw RefusedException.Malformed("The message attributes are no JSON object of objects.");
        }
    }

    private static void Check(SnsPost post)
    {
        if (!SnsPost.IsType(post.Type))
        {
            throw RefusedException.Malformed("The body is of no type that SNS posts.");
        }

        if (!IsId(post.MessageId))
        {
            throw RefusedException.Malformed("The body has no message id of SNS.");
        }

        if (post.Message is null || post.TopicArn is null)
        {
            throw RefusedException.Malformed("The body lacks a message or a topic.");
        }

        if (post.Subject is { } subject && subject.Any(char.IsControl))
        {
            throw RefusedException.Malformed("The subject holds what no subject can.");
        }

        if (!DateTimeOffset.TryParseExact(
                post.Timestamp, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            throw RefusedException.Malformed("The body has no time as SNS writes it.");
        }

        post.Time = time;
        if (!post.IsNotification && (IsBroken(post.Token) || IsBroken(post.SubscribeUrl)))
        {
            throw RefusedException.Malformed("The confirmation lacks a token or an address.");
        }
    }

    private static bool IsBroken(string? text) =>
        string.IsNullOrEmpty(text) || !text.All(character => character is > ' ' and < '\x7f');
}
