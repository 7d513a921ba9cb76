using BenchmarkDotNet.Attributes;
using FedPG.Kernels.Tables;
using FedPG.Policies;

namespace FedPG.Benchmarks.Kernels;

/// <summary>The parts of a local step that run once per parameter: softmax, thresholds, gradient.</summary>
public class PolicyBenchmark
{
    private SoftmaxPolicy _policy = null!;
    private PolicyTable _table = null!;
    private double[] _parameters = [];
    private double[] _gradient = [];

    /// <summary>A; there are 100 states.</summary>
    [Params(4, 64, 1024)]
    public int Actions { get; set; }

    /// <summary>Creates a policy.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _policy = new SoftmaxPolicy(100, Actions);
        _table = new PolicyTable(100, Actions);
        _parameters = [.. Enumerable.Range(0, 100 * Actions).Select(i => Math.Sin(i))];
        _gradient = new double[_parameters.Length];
        _policy.SetParameters(_parameters);
    }

    /// <summary>π from θ.</summary>
    [Benchmark]
    public void Softmax() => _policy.SetParameters(_parameters);

    /// <summary>Thresholds from π.</summary>
    [Benchmark]
    public void Thresholds() => _table.Fill(_policy.Probabilities);

    /// <summary>The gradient from the credit.</summary>
    [Benchmark]
    public void Gradient() => _policy.ScoreGradient(_parameters, _gradient);
}
