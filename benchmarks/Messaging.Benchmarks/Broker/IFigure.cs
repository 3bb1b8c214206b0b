namespace Messaging.Benchmarks;

/// <summary>One measurement. It has a process of its own, so that no other one's garbage or compiled code helps it.</summary>
internal interface IFigure
{
    /// <summary>Gets the word that selects this figure on the command line.</summary>
    string Name { get; }

    Task MeasureAsync(bool quick);
}
