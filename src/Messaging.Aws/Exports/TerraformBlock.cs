using System.Text;

namespace Messaging.Aws;

/// <summary>One block of a Terraform configuration, written as <c>terraform fmt</c> writes it.</summary>
/// <remarks>https://developer.hashicorp.com/terraform/language/style</remarks>
internal sealed class TerraformBlock(string header)
{
    private readonly List<(string Name, string Value)> _arguments = [];
    private readonly List<TerraformBlock> _blocks = [];

    /// <summary>Adds an argument, unless it has no value. The value is an expression, or several lines of one.</summary>
    public TerraformBlock Set(string name, string? expression)
    {
        if (expression is not null)
        {
            _arguments.Add((name, expression));
        }

        return this;
    }

    public TerraformBlock Add(TerraformBlock block)
    {
        _blocks.Add(block);
        return this;
    }

    /// <summary>Makes a string of the language.</summary>
    public static string Text(string value) => "\"" + value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("${", "$${", StringComparison.Ordinal)
        .Replace("%{", "%%{", StringComparison.Ordinal) + "\"";

    public void WriteTo(StringBuilder text, int depth = 0)
    {
        var indent = new string(' ', depth * 2);
        if (_arguments.Count == 0 && _blocks.Count == 0)
        {
            text.Append(indent).Append(header).Append(" {}\n");
            return;
        }

        text.Append(indent).Append(header).Append(" {\n");
        for (var start = 0; start < _arguments.Count;)
        {
            // A value of several lines stands alone: the signs before and after it are not aligned with it.
            var end = start;
            while (end < _arguments.Count && !_arguments[end].Value.Contains('\n', StringComparison.Ordinal))
            {
                end++;
            }

            var width = end > start ? _arguments[start..end].Max(argument => argument.Name.Length) : 0;
            foreach (var (name, value) in _arguments[start..end])
            {
                text.Append(indent).Append("  ").Append(name.PadRight(width)).Append(" = ").Append(value).Append('\n');
            }

            if (end < _arguments.Count)
            {
                var lines = _arguments[end].Value.Replace("\n", "\n  " + indent, StringComparison.Ordinal);
                text.Append(indent).Append("  ").Append(_arguments[end].Name).Append(" = ").Append(lines).Append('\n');
                end++;
            }

            start = end;
        }

        foreach (var block in _blocks)
        {
            text.Append('\n');
            block.WriteTo(text, depth + 1);
        }

        text.Append(indent).Append("}\n");
    }
}
