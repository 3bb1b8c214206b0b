using System.Text;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>The move tasks of a region: they bring dead letters back.</summary>
internal sealed class MoveTasks(Region region) : IDisposable
{
    private readonly List<MoveTask> _tasks = [];

    public string Start(string sourceArn, string? destinationArn, int? perSecond) => region.Run(now =>
    {
        if (perSecond is < 1 or > SqsLimits.MovesPerSecond)
        {
            throw SqsErrors.InvalidParameter("MaxNumberOfMessagesPerSecond", perSecond, "Must be between 1 and 500.");
        }

        var source = FindSource(sourceArn);
        source.Advance(now);
        if (!region.Queues.All.Any(queue => queue.Settings.Redrive?.TargetArn == sourceArn))
        {
            throw SqsErrors.InvalidParameter("Source queue must be configured as a Dead Letter Queue.");
        }

        if (destinationArn is not null && region.FindByArn(destinationArn) is null)
        {
            throw Unknown("DestinationArn");
        }

        if (_tasks.Any(task => task.IsRunning && task.SourceArn == sourceArn))
        {
            throw SqsErrors.InvalidParameter(
                "There is already a task running. " +
                "Only one active task is allowed for a source queue arn at a given time.");
        }

        var started = new MoveTask(region, source, destinationArn, perSecond, now);
        _tasks.Add(started);
        started.Begin();
        return started.Handle;
    });

    public long Cancel(string handle) => region.Run(_ =>
    {
        var (id, sourceArn) = Read(handle);
        FindSource(sourceArn);
        var task = _tasks.Find(each => each.Id == id && each.IsRunning)
            ?? throw SqsErrors.ResourceNotFound("Task does not exist.");
        task.Cancel();
        return task.Moved;
    });

    /// <summary>Lists the tasks of a queue, newest first.</summary>
    public IReadOnlyList<MoveTaskStatus> List(string sourceArn, int? most) => region.Run(_ =>
    {
        if (most is < 1 or > SqsLimits.MoveTasksListed)
        {
            throw SqsErrors.InvalidParameter("MaxResults", most, "Must be between 1 and 10.");
        }

        FindSource(sourceArn);
        return _tasks.Where(task => task.SourceArn == sourceArn)
            .Reverse().Take(most ?? 1).Select(task => task.Describe()).ToList();
    });

    public void Clear()
    {
        Dispose();
        _tasks.Clear();
    }

    public void Dispose() => _tasks.ForEach(task => task.Dispose());

    private SqsQueue FindSource(string arn) => region.FindByArn(arn) ?? throw Unknown("SourceArn");

    private static ServiceException Unknown(string parameter) =>
        SqsErrors.ResourceNotFound($"The resource that you specified for the {parameter} parameter doesn't exist.");

    private static (string Id, string SourceArn) Read(string handle)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(handle)));
            return (document.RootElement.GetProperty("taskId").GetString() ?? string.Empty,
                document.RootElement.GetProperty("sourceArn").GetString() ?? string.Empty);
        }
        catch (Exception error) when (error is FormatException or JsonException or KeyNotFoundException
            or InvalidOperationException)
        {
            throw SqsErrors.InvalidParameter("Value for parameter TaskHandle is invalid.");
        }
    }
}
