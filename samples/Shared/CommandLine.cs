using System.Globalization;

namespace Samples;

/// <summary>Takes the options of a sample from its command line. What nobody takes was not understood.</summary>
internal sealed class CommandLine(string[] args, string usage)
{
    private readonly List<string> _left = [.. args];

    public bool Has(string option) => _left.Remove(option);

    /// <summary>Takes an option's value, where it is there and good.</summary>
    public string? Value(string option, Func<string, bool> isGood)
    {
        var index = _left.IndexOf(option);
        if (index < 0 || index + 1 >= _left.Count || !isGood(_left[index + 1]))
        {
            return null;
        }

        var value = _left[index + 1];
        _left.RemoveRange(index, 2);
        return value;
    }

    public string? Url(string option) =>
        Value(option, value => Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https");

    public int Number(string option, int least, int most, int otherwise) => int.Parse(
        Value(option, value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        ?? otherwise.ToString(CultureInfo.InvariantCulture),
        CultureInfo.InvariantCulture);

    /// <summary>Returns the arguments; or says what was not understood, or how the sample is used, and ends the process.</summary>
    public T Understood<T>(T arguments)
    {
        if (Has("--help") || Has("-h"))
        {
            Console.WriteLine(usage);
            Environment.Exit(0);
        }

        if (_left.Count > 0)
        {
            Console.Error.WriteLine($"'{string.Join(' ', _left)}' was not understood.");
            Console.Error.WriteLine(usage);
            Environment.Exit(2);
        }

        return arguments;
    }
}
