namespace Messaging.Local;

/// <summary>Keeps items by a key, smallest first; any item can be removed or given another key.</summary>
internal sealed class IndexedHeap<T, TSlots>
    where T : class
    where TSlots : IHeapSlots<T>
{
    private const int Children = 4;

    private Entry[] _entries = [];

    public int Count { get; private set; }

    public T? First => Count == 0 ? null : _entries[0].Item;

    /// <summary>Gets all items in no order.</summary>
    public IEnumerable<T> Items => _entries.Take(Count).Select(entry => entry.Item);

    public static bool Holds(T item) => TSlots.Get(item) >= 0;

    /// <summary>Adds the item, or moves it when it is there. The tie decides between equal keys.</summary>
    public void Set(T item, long key, long tie)
    {
        var slot = TSlots.Get(item);
        if (slot < 0)
        {
            if (Count == _entries.Length)
            {
                Array.Resize(ref _entries, Math.Max(16, Count * 2));
            }

            slot = Count++;
        }

        Place(slot, new Entry(key, tie, item));
    }

    public void Remove(T item)
    {
        var slot = TSlots.Get(item);
        if (slot < 0)
        {
            return;
        }

        TSlots.Set(item, -1);
        var last = _entries[--Count];
        _entries[Count] = default;
        if (slot < Count)
        {
            Place(slot, last);
        }
    }

    private void Place(int slot, Entry entry)
    {
        while (slot > 0)
        {
            var parent = (slot - 1) / Children;
            if (!entry.IsBefore(_entries[parent]))
            {
                break;
            }

            Put(slot, _entries[parent]);
            slot = parent;
        }

        for (var child = SmallestChild(slot); child >= 0; child = SmallestChild(slot))
        {
            if (!_entries[child].IsBefore(entry))
            {
                break;
            }

            Put(slot, _entries[child]);
            slot = child;
        }

        Put(slot, entry);
    }

    private int SmallestChild(int slot)
    {
        var first = (slot * Children) + 1;
        if (first >= Count)
        {
            return -1;
        }

        var smallest = first;
        var end = Math.Min(first + Children, Count);
        for (var child = first + 1; child < end; child++)
        {
            if (_entries[child].IsBefore(_entries[smallest]))
            {
                smallest = child;
            }
        }

        return smallest;
    }

    private void Put(int slot, Entry entry)
    {
        _entries[slot] = entry;
        TSlots.Set(entry.Item, slot);
    }

    private readonly record struct Entry(long Key, long Tie, T Item)
    {
        public bool IsBefore(in Entry other) => Key < other.Key || (Key == other.Key && Tie < other.Tie);
    }
}
