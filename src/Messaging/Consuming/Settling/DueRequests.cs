namespace Messaging;

/// <summary>Cuts the requests that are due: extensions at half of the visibility timeout, settlements by tens.</summary>
internal sealed class DueRequests(HoldingMachine holding, SettlingMachine settling, LossRules losses)
{
    // Looked at after every event: one list for all of them.
    private readonly List<Delivery> _lapsed = [];

    public void Extend(TimeSpan now, List<ConsumerEffect> effects)
    {
        if (holding.NextWake is not { } wake || wake > now)
        {
            return;
        }

        var (extend, lapsed) = holding.Due(now);
        foreach (var delivery in lapsed)
        {
            losses.Lapsed(delivery, now, effects);
        }

        foreach (var batch in extend.Chunk(SettlingMachine.MaxEntries))
        {
            effects.Add(new ConsumerEffect.ChangeVisibility(batch, IsExtension: true));
        }
    }

    public void Settle(bool nothingElseRuns, bool isStopping, TimeSpan now, List<ConsumerEffect> effects)
    {
        while (settling.CutDeletes(now, nothingElseRuns, isStopping) is { } batch)
        {
            effects.Add(new ConsumerEffect.Delete(batch, batch.ConvertAll(delivery => delivery.Message.ReceiptHandle)));
        }

        while (settling.CutReturns(now, nothingElseRuns, _lapsed) is { } batch)
        {
            effects.Add(new ConsumerEffect.ChangeVisibility(batch, IsExtension: false));
        }

        foreach (var delivery in _lapsed)
        {
            losses.ReturnedByItself(delivery, now);
        }

        _lapsed.Clear();
    }
}
