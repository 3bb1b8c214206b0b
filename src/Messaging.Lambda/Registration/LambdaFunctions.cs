using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Lambda;

/// <summary>The functions of a service collection by name: registering one again adds to it.</summary>
internal sealed class LambdaFunctions
{
    // Set by Lambda: what was configured as the function's handler.
    private const string HandlerVariable = "_HANDLER";

    private readonly Dictionary<string, ConsumerRegistration> _byName = new(StringComparer.Ordinal);

    /// <summary>Gets or sets whether invocations come by a <see cref="LambdaHandler"/>, and not by the Runtime API.</summary>
    public bool AreCalled { get; set; }

    public static LambdaFunctions Of(IServiceCollection services)
    {
        var found = services.FirstOrDefault(service => service.ServiceType == typeof(LambdaFunctions));
        if (found?.ImplementationInstance is LambdaFunctions functions)
        {
            return functions;
        }

        functions = new LambdaFunctions();
        services.AddSingleton(functions);
        return functions;
    }

    public bool GetOrAdd(string name, out ConsumerRegistration registration)
    {
        if (_byName.TryGetValue(name, out var known))
        {
            registration = known;
            return false;
        }

        _byName.Add(name, registration = new ConsumerRegistration(name));
        return true;
    }

    /// <summary>Finds the function that this process is: the only one, or the one that Lambda names as the handler.</summary>
    /// <exception cref="MessagingConfigurationException">There are several, and none is named.</exception>
    public ConsumerRegistration Choose(string? handler = null)
    {
        if (_byName.Count == 1)
        {
            return _byName.Values.First();
        }

        handler ??= Environment.GetEnvironmentVariable(HandlerVariable);
        return handler is not null && _byName.TryGetValue(handler, out var chosen)
            ? chosen
            : throw new MessagingConfigurationException(
                $"This process has {_byName.Count} functions ({string.Join(", ", _byName.Keys)}), and Lambda names '{handler}' as " +
                "its handler. Set the function's handler to the name of one of them.");
    }
}
