using BenchmarkDotNet.Attributes;
using FedPG.Estimators;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Benchmarks.Kernels;

/// <summary>One local step's trajectories of workload W (20 of 20 steps) with each kind of instructions.</summary>
public class RollOutBenchmark
{
    private readonly LaneTables _tables = LaneTables.Of(Workload.W.Environments.Types[0], Workload.W.Environments.InitialDistribution.AsSpan())!;
    private readonly uint[] _policy = new uint[3 * LaneRollOut.Lanes];
    private readonly byte[] _visited = new byte[20 * LaneRollOut.BlockSize];
    private LaneGenerator _generator = new(1);

    /// <summary>Fills the policy's thresholds.</summary>
    [GlobalSetup]
    public void Setup()
    {
        for (int s = 0; s < 5; s++) LaneTables.Encode([0.1, 0.2, 0.3, 0.4], _policy.AsSpan(s), LaneRollOut.Lanes);
    }

    /// <summary>The readable loop.</summary>
    [Benchmark(Baseline = true)]
    public void Plain() => LaneRollOut.Run(LaneInstructions.None, _tables, _policy, 4, LaneBlock.OneAndTail, ref _generator, _visited);

    /// <summary>AVX2.</summary>
    [Benchmark]
    public void Vector256() => LaneRollOut.Run(LaneInstructions.Vector256, _tables, _policy, 4, LaneBlock.OneAndTail, ref _generator, _visited);

    /// <summary>AVX-512.</summary>
    [Benchmark]
    public void Vector512() => LaneRollOut.Run(LaneInstructions.Vector512, _tables, _policy, 4, LaneBlock.OneAndTail, ref _generator, _visited);
}
