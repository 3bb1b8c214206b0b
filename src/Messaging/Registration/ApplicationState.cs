namespace Messaging;

/// <summary>Knows whether the start of the application has checked and created what its messaging needs.</summary>
internal sealed class ApplicationState
{
    private volatile bool _isPrepared;

    public bool IsPrepared => _isPrepared;

    public void Prepared() => _isPrepared = true;
}
