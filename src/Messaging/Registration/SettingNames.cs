namespace Messaging;

/// <summary>The names for which something of the application reads settings, in one area of the configuration.</summary>
/// <param name="Area">The area, one of the constants here.</param>
/// <param name="Find">Finds the names when the application starts.</param>
internal sealed record SettingNames(string Area, Func<IServiceProvider, IEnumerable<string>> Find)
{
    public const string Consumers = "Consumers";
    public const string Destinations = "Destinations";
    public const string Endpoints = "Endpoints";
    public const string Functions = "Functions";

    /// <summary>Everything else that packages read directly under <c>Messaging</c>, whichever of them the application has.</summary>
    public static readonly string[] Sections = ["Aws", Consumers, Destinations, Endpoints, Functions, "Provisioning"];
}
