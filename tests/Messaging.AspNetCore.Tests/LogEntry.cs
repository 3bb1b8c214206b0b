using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Tests;

internal sealed record LogEntry(string Category, LogLevel Level, int Id, string Text);
