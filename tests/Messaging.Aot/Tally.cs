namespace Messaging.Aot;

/// <summary>Counts what reached the handlers and the middleware.</summary>
internal sealed class Tally
{
    private int _orders;
    private int _texts;
    private int _passages;

    public int Orders => Volatile.Read(ref _orders);

    public int Texts => Volatile.Read(ref _texts);

    public int Passages => Volatile.Read(ref _passages);

    public void AddOrder() => Interlocked.Increment(ref _orders);

    public void AddText() => Interlocked.Increment(ref _texts);

    public void AddPassage() => Interlocked.Increment(ref _passages);
}
