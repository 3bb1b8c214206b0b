using System.Text.Json;

namespace Messaging.Aws;

/// <summary>Adds targets to a rule.</summary>
internal sealed class PutTargetsRequest(string? eventBus, string rule, IReadOnlyList<EventTarget> targets)
    : FailedTargetsRequest("PutTargets")
{
    protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("Rule"u8, rule);
        writer.WriteIfSet("EventBusName"u8, eventBus);
        writer.WriteStartArray("Targets"u8);
        foreach (var target in targets)
        {
            Write(writer, target);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, EventTarget target)
    {
        writer.WriteStartObject();
        writer.WriteString("Id"u8, target.Id);
        writer.WriteString("Arn"u8, target.Arn);
        writer.WriteIfSet("RoleArn"u8, target.RoleArn);
        writer.WriteIfSet("Input"u8, target.Input);
        writer.WriteIfSet("InputPath"u8, target.InputPath);
        WriteTransformer(writer, target.InputTransformer);
        WriteOnly(writer, "SqsParameters"u8, "MessageGroupId"u8, target.MessageGroupId);
        WriteOnly(writer, "DeadLetterConfig"u8, "Arn"u8, target.DeadLetterArn);
        WriteRetryPolicy(writer, target);
        writer.WriteEndObject();
    }

    private static void WriteTransformer(Utf8JsonWriter writer, EventInputTransformer? transformer)
    {
        if (transformer is null)
        {
            return;
        }

        writer.WriteStartObject("InputTransformer"u8);
        writer.WriteStartObject("InputPathsMap"u8);
        foreach (var (name, path) in transformer.InputPaths)
        {
            writer.WriteString(name, path);
        }

        writer.WriteEndObject();
        writer.WriteString("InputTemplate"u8, transformer.Template);
        writer.WriteEndObject();
    }

    private static void WriteOnly(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> member, string? value)
    {
        if (value is not null)
        {
            writer.WriteStartObject(name);
            writer.WriteString(member, value);
            writer.WriteEndObject();
        }
    }

    private static void WriteRetryPolicy(Utf8JsonWriter writer, EventTarget target)
    {
        if (target.MaximumRetryAttempts is null && target.MaximumEventAge is null)
        {
            return;
        }

        writer.WriteStartObject("RetryPolicy"u8);
        if (target.MaximumRetryAttempts is { } attempts)
        {
            writer.WriteNumber("MaximumRetryAttempts"u8, attempts);
        }

        if (target.MaximumEventAge is { } age)
        {
            writer.WriteNumber("MaximumEventAgeInSeconds"u8, (long)age.TotalSeconds);
        }

        writer.WriteEndObject();
    }
}
