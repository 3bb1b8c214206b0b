using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace Messaging;

/// <summary>Refuses settings that mean nothing: a misspelled one would be ignored in silence.</summary>
internal static class KnownSettings
{
    // How people write remarks in JSON.
    private const string RemarkBeginnings = "_/#$";

    /// <exception cref="MessagingConfigurationException">The section has a name that is no property of the options, nor one of the others.</exception>
    public static void Check<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        IConfigurationSection section, params string[] others)
    {
        var known = typeof(TOptions).GetProperties().Select(property => property.Name).Union(others).Order(StringComparer.Ordinal).ToList();
        var unknown = section.GetChildren().FirstOrDefault(child =>
            !RemarkBeginnings.Contains(child.Key[0], StringComparison.Ordinal) && !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            throw new MessagingConfigurationException(
                $"'{unknown.Path}' is in the configuration, is no setting, and would be ignored. The settings there are " +
                $"{string.Join(", ", known)}. Correct the name, or remove it.");
        }
    }
}
