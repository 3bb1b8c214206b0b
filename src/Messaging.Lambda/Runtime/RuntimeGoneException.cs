namespace Messaging.Lambda;

/// <summary>The Runtime API answered 500: the environment is beyond repair, and the process has to end at once.</summary>
internal sealed class RuntimeGoneException() : MessagingException("The Runtime API answered 500: the environment must end.");
