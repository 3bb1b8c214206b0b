namespace Messaging.Local;

/// <summary>
/// Keeps the visible messages of a standard queue about in order: neighbours may swap, and messages of a group that
/// occupies the consumers wait behind those of quiet groups.
/// </summary>
internal sealed class StandardShelf(Unkindness unkindness, Func<int> countInFlight, Func<int> countPassedOver) : Shelf
{
    private const int LongestSearch = 64;

    private readonly LinkedItems<Message, Message.ShelfLinks> _visible = new();
    private readonly LinkedItems<Message, Message.ShelfLinks> _noisy = new();
    private readonly HashSet<Message> _setAside = [];
    private readonly Dictionary<string, int> _inFlightByGroup = new(StringComparer.Ordinal);
    private int _headPassedOver;

    public override Message? First => _noisy.First ?? _visible.First;

    public override void Changed(Message message, MessageState before)
    {
        if (before == MessageState.Visible)
        {
            (_setAside.Remove(message) ? _noisy : _visible).Remove(message);
        }

        if (message.State == MessageState.Visible)
        {
            _visible.Append(message);
        }

        if (message.GroupId is { } group)
        {
            var change = (message.State == MessageState.InFlight ? 1 : 0) - (before == MessageState.InFlight ? 1 : 0);
            CountInFlight(group, change);
        }
    }

    public override Message? Next()
    {
        // What was set aside is older than the rest, so it goes first as soon as its group is quiet.
        if (_noisy.First is { } waiting && !IsNoisy(waiting))
        {
            return waiting;
        }

        for (var searched = 0; searched < LongestSearch && _visible.First is not null; searched++)
        {
            var message = Choose();
            if (!IsNoisy(message))
            {
                return message;
            }

            _visible.Remove(message);
            _noisy.Append(message);
            _setAside.Add(message);
        }

        return First;
    }

    private Message Choose()
    {
        var head = _visible.First!;
        var steps = countPassedOver();
        if (steps == 0 && _headPassedOver < Unkindness.ReorderWindow)
        {
            steps = unkindness.NextReorderStep();
        }

        var chosen = head;
        for (; steps > 0 && chosen.Next is not null; steps--)
        {
            chosen = chosen.Next;
        }

        _headPassedOver = chosen == head ? 0 : _headPassedOver + 1;
        return chosen;
    }

    private bool IsNoisy(Message message) =>
        message.GroupId is { } group
        && _inFlightByGroup.TryGetValue(group, out var inFlight)
        && inFlight >= SqsLimits.NoisyGroupInFlight
        && inFlight * 10L > countInFlight();

    private void CountInFlight(string group, int change)
    {
        if (change == 0)
        {
            return;
        }

        var count = _inFlightByGroup.GetValueOrDefault(group) + change;
        if (count == 0)
        {
            _inFlightByGroup.Remove(group);
        }
        else
        {
            _inFlightByGroup[group] = count;
        }
    }
}
