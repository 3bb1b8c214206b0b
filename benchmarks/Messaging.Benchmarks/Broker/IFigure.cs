namespace Messaging.Benchmarks;

/// <summary>One measurement. It has a process of its own, so that no other leaves it garbage or compiled code.</summary>
internal interface IFigure
{
    /// <summary>Gets the word that selects this figure on the command line.</summary>
    string Name { get; }

    Task MeasureAsync(bool quick);
}
