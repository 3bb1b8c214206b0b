using Microsoft.Extensions.Options;

namespace Messaging.Lambda;

/// <summary>Checks single values of a function's options by their attributes.</summary>
[OptionsValidator]
internal sealed partial class LambdaFunctionOptionsValidator : IValidateOptions<LambdaFunctionOptions>;
