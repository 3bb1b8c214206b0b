namespace Messaging.Testing;

/// <summary>How a harness begins.</summary>
public sealed class MessagingHarnessOptions
{
    /// <summary>Gets or sets the time that the clock shows at the start.</summary>
    /// <value>The default is the first second of the year 2030, UTC.</value>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>Gets or sets after how much real time the harness stops waiting for handlers that do not end, and says so.</summary>
    /// <value>The default is 30 seconds. Nothing that works takes that long: it bounds how long a broken test hangs.</value>
    public TimeSpan SafetyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the configuration of the application, such as <c>Messaging:Consumers:orders:MaxConcurrency</c>.</summary>
    /// <value>Empty: no file and no environment variable is read.</value>
    public IDictionary<string, string?> Configuration { get; } =
        new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
}
