using System.Diagnostics.Metrics;

namespace FedPG.Tool.Metrics;

/// <summary>What the values of an instrument become.</summary>
internal enum SeriesKind
{
    /// <summary>A sum that only grows.</summary>
    Counter,

    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>Counts of values in buckets.</summary>
    Histogram,
}

/// <summary>The state of one instrument, for each combination of its tags. Thread-safe.</summary>
internal sealed class MeterSeries
{
    /// <summary>OpenTelemetry's buckets for a histogram without advice.</summary>
    private static readonly double[] s_buckets = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Cell> _cells = new(StringComparer.Ordinal);
    private readonly bool _isAdded;

    /// <param name="instrument">The instrument.</param>
    public MeterSeries(Instrument instrument)
    {
        Instrument = instrument;
        var type = instrument.GetType().GetGenericTypeDefinition();
        Kind = type == typeof(Histogram<>) ? SeriesKind.Histogram
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? SeriesKind.Counter : SeriesKind.Gauge;
        _isAdded = type == typeof(Counter<>) || type == typeof(UpDownCounter<>);
        Buckets = Kind == SeriesKind.Histogram ? BucketsOf(instrument) : [];
    }

    /// <summary>The instrument.</summary>
    public Instrument Instrument { get; }

    /// <summary>What its values become.</summary>
    public SeriesKind Kind { get; }

    /// <summary>The upper limits of a histogram's buckets, ascending.</summary>
    public double[] Buckets { get; }

    /// <summary>Adds a measurement.</summary>
    /// <param name="value">The value.</param>
    /// <param name="labels">Its tags in Prometheus' form.</param>
    public void Add(double value, string labels)
    {
        lock (_lock)
        {
            if (!_cells.TryGetValue(labels, out var cell))
                _cells[labels] = cell = new Cell(Kind == SeriesKind.Histogram ? new long[Buckets.Length + 1] : []);
            cell.Value = _isAdded || Kind == SeriesKind.Histogram ? cell.Value + value : value;
            if (Kind != SeriesKind.Histogram) return;
            int bucket = Array.BinarySearch(Buckets, value);
            cell.Counts[bucket < 0 ? ~bucket : bucket]++;
        }
    }

    /// <summary>Forgets what will be observed again.</summary>
    public void Clear()
    {
        lock (_lock) _cells.Clear();
    }

    /// <summary>A copy of the values: labels, the value or the sum, and a histogram's counts in each bucket, the last one without an upper
    /// limit.</summary>
    public IReadOnlyList<(string Labels, double Value, long[] Counts)> Read()
    {
        lock (_lock) return [.. _cells.Select(cell => (cell.Key, cell.Value.Value, (long[])cell.Value.Counts.Clone()))];
    }

    private static double[] BucketsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } buckets } => [.. buckets],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } buckets } => [.. buckets.Select(bucket => (double)bucket)],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } buckets } => [.. buckets.Select(bucket => (double)bucket)],
        _ => s_buckets,
    };

    private sealed class Cell(long[] counts)
    {
        public double Value { get; set; }

        public long[] Counts { get; } = counts;
    }
}
