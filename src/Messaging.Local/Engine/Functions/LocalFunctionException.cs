namespace Messaging.Local;

/// <summary>Thrown when a function of the embedded broker failed: it threw, reported an error, or took too long.</summary>
public sealed class LocalFunctionException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="LocalFunctionException"/> class.</summary>
    /// <param name="errorType">The type that the function gave, such as that of an exception.</param>
    /// <param name="message">What the function said.</param>
    /// <param name="innerException">The exception of a delegate.</param>
    public LocalFunctionException(string errorType, string message, Exception? innerException = null)
        : base(message, innerException) => ErrorType = errorType;

    /// <summary>Gets the type of the error, in the words of the function; <c>Sandbox.Timedout</c> for one that took too long.</summary>
    public string ErrorType { get; }

    internal static LocalFunctionException TimedOut(TimeSpan limit) => new(
        "Sandbox.Timedout",
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Task timed out after {limit.TotalSeconds:0.00} seconds"));
}
