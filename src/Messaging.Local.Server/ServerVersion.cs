using System.Reflection;

namespace Messaging.Local.Server;

/// <summary>The version of the server.</summary>
internal static class ServerVersion
{
    public static string Text { get; } = (typeof(ServerVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
