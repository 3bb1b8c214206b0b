using Microsoft.Extensions.Options;

namespace Messaging.AspNetCore;

/// <summary>Checks the times and the keys of an endpoint for EventBridge.</summary>
internal sealed class EventBridgeEndpointOptionsValidator : IValidateOptions<EventBridgeEndpointOptions>
{
    public ValidateOptionsResult Validate(string? name, EventBridgeEndpointOptions options)
    {
        var rules = new EndpointRules(name);
        rules.CheckCommon(options);
        rules.Check(
            !string.IsNullOrWhiteSpace(options.KeyHeader) && options.KeyHeader.All(IsToken),
            $"KeyHeader ('{options.KeyHeader}') is no name of a header. Take the one of the connection, such as X-Api-Key.");
        rules.Check(
            options.Keys.Count > 0,
            $"there is no key, so that nobody could post. Set Messaging:Endpoints:{name}:Keys:0 to the key of the connection.");
        rules.Check(
            options.Keys.All(key => key.Length >= EndpointRules.ShortestSecret),
            $"a key is shorter than {EndpointRules.ShortestSecret} characters and could be guessed. Choose a long random one.");
        return rules.Result;
    }

    // RFC 9110, 5.6.2.
    private static bool IsToken(char character) =>
        char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal);
}
