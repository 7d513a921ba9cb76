using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FedPG.Actors.Telemetry;

namespace FedPG.Tool.Metrics;

/// <summary>Listens to the meters of federations and of the .NET runtime, and keeps their values.</summary>
internal sealed class MeterStore : IDisposable
{
    /// <summary>The runtime's own meter: processor time, memory, garbage collections.</summary>
    private const string Runtime = "System.Runtime";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, MeterSeries> _series = [];
    private readonly Lock _reading = new();

    public MeterStore()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!IsKept(instrument)) return;
            listener.EnableMeasurementEvents(instrument, _series[instrument] = new MeterSeries(instrument));
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, series) => Add(series, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, series) => Add(series, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, series) => Add(series, value, tags));
        _listener.Start();
    }

    /// <summary>The series of all instruments in the order of their names. Observable ones are asked now.</summary>
    public IReadOnlyList<MeterSeries> Read()
    {
        lock (_reading)
        {
            foreach (var series in _series.Values.Where(series => series.Instrument.IsObservable)) series.Clear();
            _listener.RecordObservableInstruments();
            return [.. _series.Values.OrderBy(series => series.Instrument.Name, StringComparer.Ordinal)];
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>In Prometheus' text the ending "count" belongs to histograms.</summary>
    private static bool IsKept(Instrument instrument) => instrument.Meter.Name == FederationTelemetry.Name
        || (instrument.Meter.Name == Runtime && !instrument.Name.EndsWith("count", StringComparison.Ordinal));

    private static void Add(object? series, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MeterSeries)series!).Add(value, PrometheusText.Labels(tags));
}
