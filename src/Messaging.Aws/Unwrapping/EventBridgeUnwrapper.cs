using System.Text;
using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Removes the event that EventBridge puts around its detail.</summary>
internal sealed class EventBridgeUnwrapper : IUnwrapper
{
    public bool TryUnwrap(ReadOnlyMemory<byte> body, out WrappedMessage wrapped)
    {
        wrapped = null!;
        try
        {
            var parts = new Parts();
            if (!parts.Read(body) || parts is not { DetailType: not null, Source: not null, Detail: { } detail })
            {
                return false;
            }

            wrapped = new WrappedMessage(detail, parts.IsText)
            {
                Id = parts.Id,
                Name = parts.DetailType,
                Source = parts.Source,
                Time = WrappedText.Time(parts.Time),
            };
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A string with half of a surrogate pair is well-formed JSON that no .NET string can hold.
            return false;
        }
    }

    private sealed class Parts
    {
        public string? DetailType { get; private set; }

        public string? Source { get; private set; }

        public string? Id { get; private set; }

        public string? Time { get; private set; }

        public ReadOnlyMemory<byte>? Detail { get; private set; }

        public bool IsText { get; private set; }

        public bool Read(ReadOnlyMemory<byte> json)
        {
            var reader = new Utf8JsonReader(json.Span, WrappedText.ReaderOptions);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(ref reader, json);
            }

            return !reader.Read();
        }

        private void ReadMember(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
        {
            switch (reader.GetString())
            {
                case "detail-type":
                    DetailType = WrappedText.ReadString(ref reader);
                    break;
                case "source":
                    Source = WrappedText.ReadString(ref reader);
                    break;
                case "id":
                    Id = WrappedText.ReadString(ref reader);
                    break;
                case "time":
                    Time = WrappedText.ReadString(ref reader);
                    break;
                case "detail":
                    ReadDetail(ref reader, json);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        private void ReadDetail(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                // An input transformer can put an envelope into a string.
                var text = reader.GetString()!;
                Detail = Encoding.UTF8.GetBytes(text);
                IsText = WrappedText.IsText(text);
                return;
            }

            var start = (int)reader.TokenStartIndex;
            IsText = reader.TokenType != JsonTokenType.StartObject;
            reader.Skip();
            Detail = json[start..(int)reader.BytesConsumed];
        }
    }
}
