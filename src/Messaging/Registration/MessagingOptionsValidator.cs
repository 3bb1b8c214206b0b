using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Checks the settings of the whole application's messaging.</summary>
internal sealed class MessagingOptionsValidator : IValidateOptions<MessagingOptions>
{
    public ValidateOptionsResult Validate(string? name, MessagingOptions options) =>
        options.Source is null || (options.Source.Length > 0 && Uri.IsWellFormedUriString(options.Source, UriKind.RelativeOrAbsolute))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Messaging: Source '{options.Source}' is no URI reference. Use one such as '/order-service', or leave it unset.");
}
