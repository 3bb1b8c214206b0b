using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Reads a target. What this library does not know of is passed over.</summary>
internal static class EventTargetReading
{
    public static EventTarget ReadTarget(ref Utf8JsonReader json)
    {
        var parts = new Parts();
        while (json.ReadMember())
        {
            parts.ReadMember(ref json);
        }

        return new EventTarget
        {
            Id = parts.Id ?? throw new FormatException("The answer has a target without an id."),
            Arn = parts.Arn ?? throw new FormatException("The answer has a target without an ARN."),
            RoleArn = parts.RoleArn,
            Input = parts.Input,
            InputPath = parts.InputPath,
            InputTransformer = parts.Transformer,
            MessageGroupId = parts.GroupId,
            DeadLetterArn = parts.DeadLetterArn,
            MaximumRetryAttempts = parts.Attempts,
            MaximumEventAge = parts.Age is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
    }

    private ref struct Parts
    {
        public string? Id { get; private set; }

        public string? Arn { get; private set; }

        public string? RoleArn { get; private set; }

        public string? Input { get; private set; }

        public string? InputPath { get; private set; }

        public EventInputTransformer? Transformer { get; private set; }

        public string? GroupId { get; private set; }

        public string? DeadLetterArn { get; private set; }

        public int? Attempts { get; private set; }

        public int? Age { get; private set; }

        public void ReadMember(ref Utf8JsonReader json)
        {
            switch (json.GetString())
            {
                case "Id":
                    Id = json.ReadText();
                    break;
                case "Arn":
                    Arn = json.ReadText();
                    break;
                case "RoleArn":
                    RoleArn = json.ReadText();
                    break;
                case "Input":
                    Input = json.ReadText();
                    break;
                case "InputPath":
                    InputPath = json.ReadText();
                    break;
                case "InputTransformer":
                    Transformer = ReadTransformer(ref json);
                    break;
                case "SqsParameters":
                    GroupId = ReadOnly(ref json, "MessageGroupId");
                    break;
                case "DeadLetterConfig":
                    DeadLetterArn = ReadOnly(ref json, "Arn");
                    break;
                case "RetryPolicy":
                    ReadRetryPolicy(ref json);
                    break;
                default:
                    json.SkipValue();
                    break;
            }
        }

        private static string? ReadOnly(ref Utf8JsonReader json, string member)
        {
            string? value = null;
            var isThere = json.OpenObject();
            while (isThere && json.ReadMember())
            {
                if (json.ValueTextEquals(member))
                {
                    value = json.ReadText();
                }
                else
                {
                    json.SkipValue();
                }
            }

            return value;
        }

        private static EventInputTransformer? ReadTransformer(ref Utf8JsonReader json)
        {
            if (!json.OpenObject())
            {
                return null;
            }

            var paths = new Dictionary<string, string>(StringComparer.Ordinal);
            string? template = null;
            while (json.ReadMember())
            {
                if (json.ValueTextEquals("InputTemplate"u8))
                {
                    template = json.ReadText();
                }
                else if (json.ValueTextEquals("InputPathsMap"u8))
                {
                    var isThere = json.OpenObject();
                    while (isThere && json.ReadMember())
                    {
                        paths[json.GetString()!] = json.ReadText() ?? "";
                    }
                }
                else
                {
                    json.SkipValue();
                }
            }

            return new EventInputTransformer { InputPaths = paths, Template = template ?? "" };
        }

        private void ReadRetryPolicy(ref Utf8JsonReader json)
        {
            var isThere = json.OpenObject();
            while (isThere && json.ReadMember())
            {
                if (json.ValueTextEquals("MaximumRetryAttempts"u8))
                {
                    Attempts = json.ReadNumber();
                }
                else if (json.ValueTextEquals("MaximumEventAgeInSeconds"u8))
                {
                    Age = json.ReadNumber();
                }
                else
                {
                    json.SkipValue();
                }
            }
        }
    }
}
