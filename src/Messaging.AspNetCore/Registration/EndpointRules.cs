using Microsoft.Extensions.Options;

namespace Messaging.AspNetCore;

/// <summary>Gathers what is wrong with the options of one endpoint.</summary>
internal sealed class EndpointRules(string? name)
{
    /// <summary>Shorter secrets can be guessed.</summary>
    public const int ShortestSecret = 16;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private readonly List<string> _failures = [];

    public ValidateOptionsResult Result =>
        _failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_failures);

    public void CheckCommon(WebEndpointOptions options)
    {
        CheckRange(nameof(options.MaxBodySize), options.MaxBodySize, 1024, 16 * 1024 * 1024, "number of bytes");
        CheckRange(nameof(options.MaxRemembered), options.MaxRemembered, 1, 10_000_000, "number of messages");
        CheckRange(nameof(options.DuplicateWindow), options.DuplicateWindow, TimeSpan.Zero, Longest);
        CheckRange(
            nameof(options.HandlerTimeout), options.HandlerTimeout ?? TimeSpan.FromHours(1), TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(12));
        CheckRange(nameof(options.StopGrace), options.StopGrace, TimeSpan.Zero, TimeSpan.FromHours(12));
    }

    public void CheckRange(string option, TimeSpan value, TimeSpan least, TimeSpan most) => Check(
        value >= least && value <= most, $"{option} ({value}) is not between {least} and {most}. Choose a time within.");

    public void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            _failures.Add($"Endpoint '{name}': {otherwise}");
        }
    }

    private void CheckRange(string option, int value, int least, int most, string kind) => Check(
        value >= least && value <= most, $"{option} ({value}) is not between {least} and {most}. Choose a {kind} within.");
}
