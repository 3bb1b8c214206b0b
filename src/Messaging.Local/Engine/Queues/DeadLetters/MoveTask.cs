using System.Text;

namespace Messaging.Local;

/// <summary>Moves the visible messages of a dead-letter queue, oldest first, each tenth of a second a share.</summary>
internal sealed class MoveTask(
    Region region, SqsQueue source, string? destinationArn, int? perSecond, DateTime startedAt) : IDisposable
{
    private const int StepsPerSecond = 10;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1.0 / StepsPerSecond);

    private readonly long _toMove = source.Messages.Count(MessageState.Visible);
    private ITimer? _timer;
    private string _status = "RUNNING";
    private string? _failure;
    private long _steps;

    public string Id { get; } = region.NextId().ToString();

    public string SourceArn => source.Arn;

    public string Handle => Convert.ToBase64String(
        Encoding.UTF8.GetBytes($$"""{"taskId":"{{Id}}","sourceArn":"{{SourceArn}}"}"""));

    public bool IsRunning => _status == "RUNNING";

    public long Moved { get; private set; }

    public void Begin()
    {
        _timer = region.CreateTimer(Advance);
        _timer.Change(Step, Step);
    }

    public void Cancel() => End("CANCELLED");

    public void Dispose() => _timer?.Dispose();

    public MoveTaskStatus Describe() => new(
        IsRunning ? Handle : null, _status, SourceArn, destinationArn, perSecond, Moved, _toMove, _failure, startedAt);

    /// <summary>Moves what the speed allows by now; ends when nothing is left.</summary>
    private void Advance(DateTime now)
    {
        _steps++;
        var allowed = (_steps * (perSecond ?? SqsLimits.MovesPerSecond) / StepsPerSecond) - Moved;
        source.Advance(now);
        for (; allowed > 0 && IsRunning && Moved < _toMove; allowed--)
        {
            if (source.Messages.FirstVisible is not { } message)
            {
                break;
            }

            MoveOne(message, now);
        }

        if (IsRunning && (Moved >= _toMove || source.Messages.Count(MessageState.Visible) == 0))
        {
            End("COMPLETED");
        }
    }

    private void MoveOne(Message message, DateTime now)
    {
        var arn = destinationArn ?? message.DeadLetterSourceArn;
        if (arn is null)
        {
            Fail("CouldNotDetermineMessageSource");
        }
        else if (region.FindByArn(arn) is not { } target || region.Queues.Find(source.Name) != source)
        {
            Fail("AWS.SimpleQueueService.NonExistentQueue");
        }
        else
        {
            source.Messages.Drop(message, LedgerEvent.Moved, now);
            target.AcceptMoved(message, now);
            Moved++;
        }
    }

    private void Fail(string reason)
    {
        _failure = reason;
        End("FAILED");
    }

    private void End(string status)
    {
        _status = status;
        Dispose();
    }
}
