namespace Messaging.Local;

/// <summary>What a fault may happen to: a request, or a delivery. It tells its names only when a fault asks for them.</summary>
internal sealed class FaultSubject
{
    private readonly Exchange? _exchange;
    private readonly string _path = string.Empty;
    private readonly Func<string, bool>? _isAbout;
    private string? _resource;
    private bool _isRead;

    public FaultSubject(Exchange exchange, string path) => (_exchange, _path) = (exchange, path);

    public FaultSubject(Func<string, bool> isAbout) => _isAbout = isAbout;

    public bool IsOfAction(string action) =>
        _exchange?.Operation is { } operation && RequestCount.Means(action, _exchange.Service.Name, operation.Name);

    public bool IsAbout(string resource)
    {
        if (_isAbout is not null)
        {
            return _isAbout(resource);
        }

        if (!_isRead)
        {
            _resource = _exchange!.FindResource(_path);
            _isRead = true;
        }

        return resource == _resource;
    }
}
