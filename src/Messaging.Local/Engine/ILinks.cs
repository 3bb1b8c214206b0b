namespace Messaging.Local;

/// <summary>Tells which items stand before and after an item in a list, so that it can be taken out without a search.</summary>
internal interface ILinks<T>
    where T : class
{
    static abstract ref T? Previous(T item);

    static abstract ref T? Next(T item);
}
