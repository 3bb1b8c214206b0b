using Microsoft.Extensions.Options;

namespace Messaging.AspNetCore;

/// <summary>Checks single values of an endpoint's options by their attributes.</summary>
[OptionsValidator]
internal sealed partial class SnsEndpointOptionsValidator : IValidateOptions<SnsEndpointOptions>;
