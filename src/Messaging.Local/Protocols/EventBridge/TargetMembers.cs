namespace Messaging.Local;

/// <summary>Reads and writes targets.</summary>
internal static class TargetMembers
{
    public static TargetSettings Read(RequestMembers target)
    {
        var transformer = target.Structure("InputTransformer");
        var policy = target.Structure("RetryPolicy");
        return new TargetSettings(target.RequiredText("Id"), target.RequiredText("Arn"))
        {
            RoleArn = target.Text("RoleArn"),
            Input = target.Text("Input"),
            InputPath = target.Text("InputPath"),
            HasTransformer = transformer is not null,
            Paths = transformer?.Map("InputPathsMap") ?? EmptyMap.Value,
            Template = transformer?.Text("InputTemplate"),
            GroupId = target.Structure("SqsParameters")?.Text("MessageGroupId"),
            DeadLetterArn = target.Structure("DeadLetterConfig")?.Text("Arn"),
            RetryAttempts = policy?.Number("MaximumRetryAttempts"),
            EventAgeSeconds = policy?.Number("MaximumEventAgeInSeconds"),
        };
    }

    public static void Write(ResultWriter result, TargetSettings target)
    {
        result.Text("Id", target.Id);
        result.Text("Arn", target.Arn);
        result.Text("RoleArn", target.RoleArn);
        result.Text("Input", target.Input);
        result.Text("InputPath", target.InputPath);
        if (target.HasTransformer)
        {
            result.Structure("InputTransformer", transformer =>
            {
                if (target.Paths.Count > 0)
                {
                    transformer.Map("InputPathsMap", target.Paths);
                }

                transformer.Text("InputTemplate", target.Template);
            });
        }

        if (target.GroupId is { } group)
        {
            result.Structure("SqsParameters", parameters => parameters.Text("MessageGroupId", group));
        }

        if (target.DeadLetterArn is { } letters)
        {
            result.Structure("DeadLetterConfig", config => config.Text("Arn", letters));
        }

        if (target.RetryAttempts is not null || target.EventAgeSeconds is not null)
        {
            result.Structure("RetryPolicy", policy => WriteRetryPolicy(policy, target));
        }
    }

    private static void WriteRetryPolicy(ResultWriter result, TargetSettings target)
    {
        if (target.RetryAttempts is { } attempts)
        {
            result.Number("MaximumRetryAttempts", attempts);
        }

        if (target.EventAgeSeconds is { } seconds)
        {
            result.Number("MaximumEventAgeInSeconds", seconds);
        }
    }
}
