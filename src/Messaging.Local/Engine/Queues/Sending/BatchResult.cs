namespace Messaging.Local;

/// <summary>What became of one entry of a batch: a result, or an error.</summary>
internal readonly record struct BatchResult<T>(string Id, T Value, ServiceException? Error);
