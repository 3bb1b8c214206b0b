using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Messaging.Testing.Tests;

/// <summary>Keeps what the library measures about one queue.</summary>
internal sealed class RecordedMetrics : IDisposable
{
    private readonly ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> _measured = [];
    private readonly MeterListener _listener = new();
    private readonly string _queue;

    public RecordedMetrics(string queue)
    {
        _queue = queue;
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Messaging")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public double Sum(string instrument, string tag, string value) => Find(instrument, tag, value).Sum();

    public int Count(string instrument, string tag, string value) => Find(instrument, tag, value).Count();

    /// <summary>Counts what failed of an operation.</summary>
    public int Errors(string instrument, string operation) => _measured.Count(measured => measured.Instrument == instrument
        && Equals(measured.Tags["messaging.operation.name"], operation) && measured.Tags.ContainsKey("error.type"));

    /// <summary>Looks at a gauge, which must tell of one consumer.</summary>
    public double Look(string gauge)
    {
        _listener.RecordObservableInstruments();
        return _measured.Last(measured => measured.Instrument == gauge).Value;
    }

    public void Dispose() => _listener.Dispose();

    private IEnumerable<double> Find(string instrument, string tag, string value) => _measured
        .Where(measured => measured.Instrument == instrument && Equals(measured.Tags.GetValueOrDefault(tag), value))
        .Select(measured => measured.Value);

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kept = new Dictionary<string, object?>(tags.ToArray(), StringComparer.Ordinal);
        if (Equals(kept.GetValueOrDefault("messaging.destination.name"), _queue))
        {
            _measured.Enqueue((instrument.Name, value, kept));
        }
    }
}
