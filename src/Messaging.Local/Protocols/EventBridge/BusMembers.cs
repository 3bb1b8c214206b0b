namespace Messaging.Local;

/// <summary>Reads and writes what the operations on buses have in common.</summary>
internal static class BusMembers
{
    public static BusSettings Read(RequestMembers request, BusSettings before) => before with
    {
        Description = request.Text("Description") ?? before.Description,
        KmsKey = request.Text("KmsKeyIdentifier") ?? before.KmsKey,
        DeadLetterArn = request.Structure("DeadLetterConfig")?.Text("Arn") ?? before.DeadLetterArn,
        LogDetail = request.Structure("LogConfig")?.Text("IncludeDetail") ?? before.LogDetail,
        LogLevel = request.Structure("LogConfig")?.Text("Level") ?? before.LogLevel,
    };

    public static void Write(ResultWriter result, BusSettings settings)
    {
        result.Text("Description", settings.Description);
        result.Text("KmsKeyIdentifier", settings.KmsKey);
        if (settings.DeadLetterArn is { } letters)
        {
            result.Structure("DeadLetterConfig", config => config.Text("Arn", letters));
        }

        if (settings.LogDetail is not null || settings.LogLevel is not null)
        {
            result.Structure("LogConfig", config =>
            {
                config.Text("IncludeDetail", settings.LogDetail);
                config.Text("Level", settings.LogLevel);
            });
        }
    }

    /// <summary>Writes one page of a list, with the token of the next.</summary>
    public static void WritePage<T>(
        ResultWriter result, string name, ResultPage<T> page, Action<ResultWriter, T> write)
    {
        result.List(name, page.Items, write);
        result.Text("NextToken", page.NextToken);
    }

    public static PageRequest ReadPage(RequestMembers request) => new(request.Number("Limit"), request.Text("NextToken"));
}
