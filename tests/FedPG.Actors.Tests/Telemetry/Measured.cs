using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FedPG.Actors.Telemetry;
using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Actors.Tests.Telemetry;

/// <summary>Listens to the meter, and counts the measurements of runs with an algorithm that no other test uses.</summary>
internal sealed class Measured : IDisposable
{
    public const string Algorithm = "measured";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Instrument, double Value, string Tags)> _measurements = new();

    public Measured()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == FederationTelemetry.Name) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public static FederationCatalogue Catalogue { get; } = FederationCatalogue.Default.WithAlgorithm(Algorithm, SFedPG.Create);

    public static FederationSpecification Run(int rounds, int agents = 5) =>
        Federations.Synthetic(agents, rounds) with { Algorithm = Algorithm };

    /// <summary>The values of an instrument, of all its measurements with this part in their tags.</summary>
    public double[] Of(string instrument, string tag = $"fedpg.algorithm={Algorithm}") =>
    [
        .. _measurements.Where(measurement => measurement.Instrument == instrument)
            .Where(measurement => measurement.Tags.Contains(tag, StringComparison.Ordinal))
            .Select(measurement => measurement.Value),
    ];

    /// <summary>Reads the observable instruments.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var names = new List<string>();
        foreach (var (key, tag) in tags) names.Add($"{key}={tag}");
        _measurements.Enqueue((instrument.Name, value, string.Join(' ', names)));
    }
}
