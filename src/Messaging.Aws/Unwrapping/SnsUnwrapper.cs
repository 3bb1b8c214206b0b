using System.Text;
using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Removes the notification that SNS puts around a message without raw delivery.</summary>
internal sealed class SnsUnwrapper : IUnwrapper
{
    public bool TryUnwrap(ReadOnlyMemory<byte> body, out WrappedMessage wrapped)
    {
        wrapped = null!;
        var parts = new Parts();
        if (!WrappedText.TryRead(body.Span, parts) || parts is not { Type: "Notification", Topic: not null, Message: not null })
        {
            return false;
        }

        wrapped = new WrappedMessage(Encoding.UTF8.GetBytes(parts.Message), WrappedText.IsText(parts.Message))
        {
            Id = parts.Id,
            Name = parts.Attributes?.GetValueOrDefault("type"),
            Source = parts.Topic,
            Time = WrappedText.Time(parts.Time),
            Attributes = parts.Attributes,
        };
        return true;
    }

    private sealed class Parts : IWrappedParts
    {
        public string? Type { get; private set; }

        public string? Topic { get; private set; }

        public string? Message { get; private set; }

        public string? Id { get; private set; }

        public string? Time { get; private set; }

        public Dictionary<string, string>? Attributes { get; private set; }

        public void ReadMember(ref Utf8JsonReader reader)
        {
            switch (reader.GetString())
            {
                case "Type":
                    Type = WrappedText.ReadString(ref reader);
                    break;
                case "TopicArn":
                    Topic = WrappedText.ReadString(ref reader);
                    break;
                case "Message":
                    Message = WrappedText.ReadString(ref reader);
                    break;
                case "MessageId":
                    Id = WrappedText.ReadString(ref reader);
                    break;
                case "Timestamp":
                    Time = WrappedText.ReadString(ref reader);
                    break;
                case "MessageAttributes":
                    ReadAttributes(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        private void ReadAttributes(ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return;
            }

            Attributes = new Dictionary<string, string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (ReadAttribute(ref reader) is { } value)
                {
                    Attributes[name] = value;
                }
            }
        }

        private static string? ReadAttribute(ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return null;
            }

            string? type = null;
            string? value = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                switch (reader.GetString())
                {
                    case "Type":
                        type = WrappedText.ReadString(ref reader);
                        break;
                    case "Value":
                        value = WrappedText.ReadString(ref reader);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            return type == "String" || type?.StartsWith("String.", StringComparison.Ordinal) == true ? value : null;
        }
    }
}
