namespace Messaging.Local;

/// <summary>A list whose links are in the items themselves. An item is in one such list by the same links at most.</summary>
internal class LinkedItems<T, TLinks>
    where T : class
    where TLinks : ILinks<T>
{
    private T? _first;
    private T? _last;

    public T? First => _first;

    public T? Last => _last;

    public void Append(T item)
    {
        TLinks.Previous(item) = _last;
        TLinks.Next(item) = null;
        (_last is null ? ref _first : ref TLinks.Next(_last)) = item;
        _last = item;
    }

    public void Remove(T item)
    {
        ref var previous = ref TLinks.Previous(item);
        ref var next = ref TLinks.Next(item);
        (previous is null ? ref _first : ref TLinks.Next(previous)) = next;
        (next is null ? ref _last : ref TLinks.Previous(next)) = previous;
        previous = next = null;
    }
}
