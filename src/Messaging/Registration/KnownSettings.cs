using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Messaging;

/// <summary>Refuses settings that mean nothing: a misspelled one would be ignored in silence, and 30 would be days.</summary>
internal static class KnownSettings
{
    // How people write remarks in JSON.
    private const string RemarkBeginnings = "_/#$";

    /// <exception cref="MessagingConfigurationException">
    /// The section has a name that is no property of the options, nor one of the others, or a value that cannot be read.
    /// </exception>
    public static void Check<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        IConfigurationSection section, params string[] others)
    {
        var properties = typeof(TOptions).GetProperties();
        var known = properties.Select(property => property.Name).Union(others).Order(StringComparer.Ordinal).ToList();
        var unknown = section.GetChildren().FirstOrDefault(child =>
            !IsRemark(child.Key) && !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            throw new MessagingConfigurationException(
                $"'{unknown.Path}' is in the configuration, is no setting, and would be ignored. The settings there are " +
                $"{string.Join(", ", known)}. Correct the name, or remove it.");
        }

        foreach (var property in properties)
        {
            if (section[property.Name] is { Length: > 0 } value && Wrong(property.PropertyType, value) is { } hint)
            {
                throw new MessagingConfigurationException($"'{section.Path}:{property.Name}' is '{value}' in the configuration. {hint}");
            }
        }
    }

    public static bool IsRemark(string key) => RemarkBeginnings.Contains(key[0], StringComparison.Ordinal);

    /// <summary>Says how a value is written, where it cannot be read or is read as something that nobody means.</summary>
    private static string? Wrong(Type property, string value)
    {
        var type = Nullable.GetUnderlyingType(property) ?? property;
        if (type == typeof(TimeSpan))
        {
            var isNumber = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != 0;
            return isNumber || !TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _)
                ? "A duration is written as hours:minutes:seconds, such as 00:00:30; a number alone would be days."
                : null;
        }

        if (type.IsEnum)
        {
            return Enum.TryParse(type, value, ignoreCase: true, out _) ? null : $"Use one of {string.Join(", ", Enum.GetNames(type))}.";
        }

        if (type == typeof(bool))
        {
            return bool.TryParse(value, out _) ? null : "Use true or false.";
        }

        return type != typeof(int) || int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null : "Use a whole number.";
    }
}
