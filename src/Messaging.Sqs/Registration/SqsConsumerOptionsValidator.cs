using Microsoft.Extensions.Options;

namespace Messaging.Sqs;

/// <summary>Checks single values of a consumer's options by their attributes.</summary>
[OptionsValidator]
internal sealed partial class SqsConsumerOptionsValidator : IValidateOptions<SqsConsumerOptions>;
