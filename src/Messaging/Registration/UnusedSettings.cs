using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>Finds settings of names that the application does not have: a misspelled one would never be applied.</summary>
/// <remarks>
/// Services may share a configuration, so such a name is warned of and ends no start. In an area where the application has no
/// name at all there is none to misspell.
/// </remarks>
internal sealed class UnusedSettings(
    IConfiguration? configuration, MessagingRegistrations registrations, IEnumerable<SettingNames> readers, IServiceProvider services,
    ILogger logger)
{
    public void Warn()
    {
        if (configuration?.GetSection("Messaging") is not { } messaging)
        {
            return;
        }

        var read = readers.ToLookup(reader => reader.Area, reader => reader.Find(services), StringComparer.Ordinal);
        var routed = registrations.Routes.Select(route => route.Destination);
        var unused = new[] { SettingNames.Consumers, SettingNames.Destinations, SettingNames.Endpoints, SettingNames.Functions }
            .SelectMany(area => Find(
                messaging.GetSection(area), [.. read[area].SelectMany(names => names), .. area == SettingNames.Destinations ? routed : []]))
            .ToList();
        if (unused.Count > 0)
        {
            HostLog.UnusedSettings(logger, string.Join(", ", unused));
        }
    }

    private static IEnumerable<string> Find(IConfigurationSection area, IReadOnlyList<string> known)
    {
        // The colons of an address that is a name part sections.
        var sections = known.Select(name => name.Split(':')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return area.GetChildren()
            .Where(child => sections.Count > 0 && !sections.Contains(child.Key) && !KnownSettings.IsRemark(child.Key))
            .Select(child => Spelling.Nearest(child.Key, known) is { } nearest ? $"{child.Path} (near '{nearest}')" : child.Path);
    }
}
