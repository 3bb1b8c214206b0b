namespace Messaging;

/// <summary>Is told when the application's messaging could not start, before the start fails.</summary>
internal interface IStartFailureObserver
{
    Task StartFailedAsync(Exception exception);
}
