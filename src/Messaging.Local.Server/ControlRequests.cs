using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Messaging.Local.Server;

/// <summary>The requests about the broker itself: health, reset, faults and the clock, also where other emulators have them.</summary>
internal sealed class ControlRequests(LocalBroker broker)
{
    /// <summary>Finds what answers a request, or null for one to a service of AWS.</summary>
    public Func<HttpContext, Task>? Find(string method, string path) => (method, path) switch
    {
        ("GET" or "HEAD", "/health") => HealthAsync,
        ("POST", "/reset") => ResetAsync,
        ("GET", "/faults") => context => WriteFaultsAsync(context, StatusCodes.Status200OK),
        ("POST", "/faults") => AddFaultAsync,
        ("DELETE", "/faults") => ClearFaultsAsync,
        ("GET", "/clock") => WriteClockAsync,
        ("POST", "/clock") => JumpClockAsync,
        ("GET" or "HEAD", "/_localstack/health") => LocalStackHealthAsync,
        ("POST", "/moto-api/reset") => ResetAsync,
        _ => null,
    };

    private static Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> members, int status = StatusCodes.Status200OK)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes.ToArray(), context.RequestAborted).AsTask();
    }

    private Task HealthAsync(HttpContext context) => WriteAsync(context, json =>
    {
        json.WriteString("status", "ready");
        json.WriteString("version", ServerVersion.Text);
        json.WriteNumber("seed", broker.Seed);
        json.WriteNumber("queues", broker.ListQueues().Count);
        json.WriteNumber("topics", broker.ListTopics().Count);
        json.WriteNumber("requests", broker.Requests.Total);
    });

    private Task LocalStackHealthAsync(HttpContext context) => WriteAsync(context, json =>
    {
        json.WriteStartObject("services");
        json.WriteString("sqs", "running");
        json.WriteString("sns", "running");
        json.WriteString("events", "running");
        json.WriteEndObject();
        json.WriteString("edition", "community");
        json.WriteString("version", ServerVersion.Text);
    });

    private Task ResetAsync(HttpContext context)
    {
        broker.Reset();
        return WriteAsync(context, json => json.WriteString("status", "ok"));
    }

    private Task ClearFaultsAsync(HttpContext context)
    {
        broker.Faults.Clear();
        return WriteFaultsAsync(context, StatusCodes.Status200OK);
    }

    private async Task AddFaultAsync(HttpContext context)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            broker.Faults.Add(FaultText.Read(document.RootElement));
        }
        catch (Exception error) when (error is JsonException or FormatException or BadHttpRequestException)
        {
            await WriteAsync(context, json => json.WriteString("error", error.Message), StatusCodes.Status400BadRequest);
            return;
        }

        await WriteFaultsAsync(context, StatusCodes.Status201Created);
    }

    private Task WriteClockAsync(HttpContext context) =>
        WriteAsync(context, json => json.WriteString("now", broker.Now.UtcDateTime));

    private async Task JumpClockAsync(HttpContext context)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            broker.JumpClock(ClockText.Read(document.RootElement));
        }
        catch (Exception error) when (error is JsonException or FormatException or BadHttpRequestException or ArgumentOutOfRangeException)
        {
            await WriteAsync(context, json => json.WriteString("error", error.Message), StatusCodes.Status400BadRequest);
            return;
        }

        await WriteClockAsync(context);
    }

    private Task WriteFaultsAsync(HttpContext context, int status) => WriteAsync(
        context,
        json =>
        {
            json.WriteStartArray("faults");
            foreach (var fault in broker.Faults.List())
            {
                FaultText.Write(json, fault);
            }

            json.WriteEndArray();
        },
        status);
}
