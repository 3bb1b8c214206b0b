namespace Messaging.Local;

/// <summary>Reads the entries of a batch and writes what became of each.</summary>
internal static class BatchMembers
{
    public static List<BatchEntry<T>> Read<T>(OperationCall call, Func<RequestMembers, T> read)
    {
        var entries = call.Request.RequiredList("Entries");
        call.Messages = entries.Count;
        return [.. entries.Select(entry => new BatchEntry<T>(entry.RequiredText("Id"), read(entry)))];
    }

    public static void Write<T>(
        OperationCall call,
        IReadOnlyList<BatchResult<T>> results,
        Action<ResultWriter, BatchResult<T>>? writeResult = null)
    {
        call.Result.List("Successful", [.. results.Where(result => result.Error is null)], (writer, result) =>
        {
            writer.Text("Id", result.Id);
            writeResult?.Invoke(writer, result);
        });
        call.Result.List("Failed", [.. results.Where(result => result.Error is not null)], (writer, result) =>
        {
            writer.Text("Id", result.Id);
            writer.Flag("SenderFault", result.Error!.IsSenderFault);
            writer.Text("Code", result.Error.QueryCode);
            writer.Text("Message", result.Error.Message);
        });
    }
}
