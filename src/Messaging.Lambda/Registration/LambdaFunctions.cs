namespace Messaging.Lambda;

/// <summary>The functions of a service collection, and which of them this process is.</summary>
internal sealed class LambdaFunctions : ConsumerRegistrations
{
    // Set by Lambda: what was configured as the function's handler.
    private const string HandlerVariable = "_HANDLER";

    /// <summary>Gets or sets whether invocations come by a <see cref="LambdaHandler"/>, and not by the Runtime API.</summary>
    public bool AreCalled { get; set; }

    /// <summary>Finds the function that this process is: the only one, or the one that Lambda names as the handler.</summary>
    /// <exception cref="MessagingConfigurationException">There are several, and none is named.</exception>
    public ConsumerRegistration Choose(string? handler = null)
    {
        if (ByName.Count == 1)
        {
            return ByName.Values.First();
        }

        handler ??= Environment.GetEnvironmentVariable(HandlerVariable);
        return handler is not null && ByName.TryGetValue(handler, out var chosen)
            ? chosen
            : throw new MessagingConfigurationException(
                $"This process has {ByName.Count} functions ({string.Join(", ", ByName.Keys)}), and Lambda names '{handler}' as " +
                "its handler. Set the function's handler to the name of one of them.");
    }
}
