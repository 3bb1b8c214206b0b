namespace Messaging;

/// <summary>Pauses and resumes the hosted consumers of the application while it runs. A singleton.</summary>
/// <remarks>Consumers are known from the start of the host on. A pause ends with the process.</remarks>
public interface IConsumerControl
{
    /// <summary>Gets the names of the consumers.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>Lets a consumer receive nothing and start no handler until it is resumed. Twice has the effect of once.</summary>
    /// <param name="consumer">The name of the consumer.</param>
    /// <remarks>
    /// Handlers that run go on. Messages that wait for a slot go back to the queue, except those at their last attempt: the
    /// consumer keeps them, because the queue would set them aside unhandled. What a receive under way still brings goes
    /// back too.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no such consumer.</exception>
    void Pause(string consumer);

    /// <summary>Lets a paused consumer go on. Does nothing to one that is not paused.</summary>
    /// <param name="consumer">The name of the consumer.</param>
    /// <exception cref="ArgumentException">There is no such consumer.</exception>
    void Resume(string consumer);

    /// <summary>Says whether a consumer is paused.</summary>
    /// <param name="consumer">The name of the consumer.</param>
    /// <returns>Whether it is paused.</returns>
    /// <exception cref="ArgumentException">There is no such consumer.</exception>
    bool IsPaused(string consumer);
}
