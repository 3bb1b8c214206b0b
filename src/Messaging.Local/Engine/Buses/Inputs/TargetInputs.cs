namespace Messaging.Local;

/// <summary>Makes of a target's settings what decides what the target gets.</summary>
internal static class TargetInputs
{
    public static TargetInput Make(TargetSettings target, ResourceArn arn)
    {
        var given = (target.Input is null ? 0 : 1) + (target.InputPath is null ? 0 : 1) + (target.HasTransformer ? 1 : 0);
        if (given > 1)
        {
            throw EventBridgeErrors.Validation(
                $"Only one of Input, InputPath, or InputTransformer must be provided for target {target.Id}.");
        }

        if (given > 0 && arn.Service == "events")
        {
            // Buses get events, so that their own rules can read them; the text is not known (?).
            throw EventBridgeErrors.Validation(
                $"Input, InputPath, and InputTransformer are not supported for target {target.Id}.");
        }

        return target switch
        {
            { Input: { } json } => Constant(target.Id, json),
            { InputPath: { } path } => new PathInput(Path(target.Id, path)),
            { HasTransformer: true } => Transformer(target),
            _ => WholeInput.Instance,
        };
    }

    private static ConstantInput Constant(string id, string json) => CompactJson.Parse(json) is not null
        ? new ConstantInput(json)
        : throw EventBridgeErrors.Validation($"JSON syntax error in input for target {id}.");

    private static InputTransformer Transformer(TargetSettings target)
    {
        if (target.Template is not { } text)
        {
            throw EventBridgeErrors.Null("InputTemplate");
        }

        if (target.Paths.Count > BusLimits.Paths)
        {
            throw EventBridgeErrors.LimitExceeded();
        }

        var paths = new Dictionary<string, JsonPath>(StringComparer.Ordinal);
        foreach (var (name, path) in target.Paths)
        {
            if (name.StartsWith("AWS", StringComparison.Ordinal))
            {
                // That these names are reserved is documented, the text is not (?). Names such as awsRegion are in wide use.
                throw EventBridgeErrors.Validation(
                    $"InputPathsMap for target {target.Id} contains reserved key {name}.");
            }

            paths[name] = Path(target.Id, path);
        }

        var template = new InputTemplate(text);
        if (template.Placeholders.FirstOrDefault(name => !paths.ContainsKey(name) && !InputTransformer.IsPredefined(name))
            is { } unknown)
        {
            throw EventBridgeErrors.Validation(
                $"InputTemplate for target {target.Id} contains invalid placeholder {unknown}.");
        }

        return new InputTransformer(template, paths);
    }

    private static JsonPath Path(string id, string text) => JsonPath.Parse(text)
        ?? throw EventBridgeErrors.Validation($"Invalid JSONPath {text} for target {id}.");
}
