namespace Messaging.Local;

/// <summary>Tells where in a heap an item is, so that it can be moved or removed without a search.</summary>
internal interface IHeapSlots<in T>
{
    static abstract int Get(T item);

    static abstract void Set(T item, int slot);
}
