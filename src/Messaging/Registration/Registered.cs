using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Finds what a service collection holds one of while the application registers, or adds it.</summary>
internal static class Registered
{
    public static T Of<T>(IServiceCollection services)
        where T : class, new()
    {
        var found = services.FirstOrDefault(service => service.ServiceType == typeof(T));
        if (found?.ImplementationInstance is T known)
        {
            return known;
        }

        known = new T();
        services.AddSingleton(known);
        return known;
    }
}
