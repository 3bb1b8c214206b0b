using System.Text;
using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Removes the event that EventBridge puts around its detail.</summary>
internal sealed class EventBridgeUnwrapper : IUnwrapper
{
    public bool TryUnwrap(ReadOnlyMemory<byte> body, out WrappedMessage wrapped)
    {
        wrapped = null!;
        var parts = new Parts(body);
        if (!WrappedText.TryRead(body.Span, parts) || parts is not { DetailType: not null, Source: not null, Detail: { } detail })
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

    private sealed class Parts(ReadOnlyMemory<byte> json) : IWrappedParts
    {
        public string? DetailType { get; private set; }

        public string? Source { get; private set; }

        public string? Id { get; private set; }

        public string? Time { get; private set; }

        public ReadOnlyMemory<byte>? Detail { get; private set; }

        public bool IsText { get; private set; }

        public void ReadMember(ref Utf8JsonReader reader)
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
                    ReadDetail(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        private void ReadDetail(ref Utf8JsonReader reader)
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
