using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>What the registrations of each name set in code. Two that set an option differently contradict each other.</summary>
/// <remarks>
/// Within one registration the last call counts, as the reader sees. Lists and tags are added to. A registration that sets an option
/// to its default cannot be told from one that does not set it.
/// </remarks>
internal sealed class GivenSettings<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>
    where TOptions : class, new()
{
    private readonly Dictionary<string, List<IReadOnlyList<Action<TOptions>>>> _byName = new(StringComparer.Ordinal);

    /// <summary>Adds what a registration sets, to the options and to what is compared when the application starts.</summary>
    /// <param name="builder">The messaging builder.</param>
    /// <param name="kind">What is registered, such as a consumer.</param>
    /// <param name="area">The area of the configuration that has the last word.</param>
    /// <param name="registration">What the name stands for.</param>
    /// <param name="settings">What is set.</param>
    public static void Add(
        MessagingBuilder builder, string kind, string area, ConsumerRegistration registration, IReadOnlyList<Action<TOptions>> settings)
    {
        var (given, name) = (Registered.Of<GivenSettings<TOptions>>(builder.Services), registration.Name);
        foreach (var setting in settings)
        {
            builder.Services.Configure(name, setting);
        }

        if (given.Add(name, settings))
        {
            builder.Registrations.LateConflicts.Add(() =>
                registration.Conflicts.Concat(given.Find(name, $"Messaging:{area}:{name}:")).Select(conflict => $"{kind} '{name}' {conflict}"));
        }
    }

    /// <returns>Whether the name is a new one.</returns>
    public bool Add(string name, IReadOnlyList<Action<TOptions>> settings)
    {
        var isNew = _byName.TryAdd(name, []);
        _byName[name].Add(settings);
        return isNew;
    }

    /// <summary>Finds the options that registrations of a name set to different values.</summary>
    public IEnumerable<string> Find(string name, string section)
    {
        var registrations = _byName.GetValueOrDefault(name, []);
        return registrations.Count < 2 ? [] : Find([.. registrations.Select(Apply)], section);
    }

    private static IEnumerable<string> Find(IReadOnlyList<TOptions> all, string section)
    {
        var usual = new TOptions();
        foreach (var property in typeof(TOptions).GetProperties().Where(property => property.PropertyType.IsValueType || property.PropertyType == typeof(string)))
        {
            var values = all.Select(property.GetValue).Where(value => !Equals(value, property.GetValue(usual))).Distinct().ToList();
            if (values.Count > 1)
            {
                yield return $"is registered with {property.Name} '{values[0]}' and with '{values[1]}'. Keep one of them; what differs between " +
                    $"environments belongs into the configuration, as {section}{property.Name}.";
            }
        }
    }

    private static TOptions Apply(IReadOnlyList<Action<TOptions>> settings)
    {
        var options = new TOptions();
        foreach (var setting in settings)
        {
            setting(options);
        }

        return options;
    }
}
