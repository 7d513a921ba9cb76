using BenchmarkDotNet.Attributes;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;

namespace FedPG.Benchmarks.Kernels;

/// <summary>The trajectories of a local step of workload W (20 of 20 steps) with each kind of instructions.</summary>
public class RollOutBenchmark
{
    private readonly LaneTables _tables =
        LaneTables.Of(Workload.W.FiniteEnvironments.Types[0], Workload.W.FiniteEnvironments.InitialDistribution.AsSpan())!;
    private readonly uint[] _policy = new uint[3 * LaneRollOut.Lanes];
    private readonly byte[] _visited = new byte[20 * LaneRollOut.BlockSize];
    private readonly byte[] _otherVisited = new byte[20 * LaneRollOut.BlockSize];
    private LaneGenerator _generator = new(1);
    private LaneGenerator _otherGenerator = new(2);

    private LaneRun Run => new(_tables, _policy, 4, ref _generator, _visited);

    /// <summary>Fills the policy's thresholds.</summary>
    [GlobalSetup]
    public void Setup()
    {
        for (int s = 0; s < 5; s++) LaneTables.Encode([0.1, 0.2, 0.3, 0.4], _policy.AsSpan(s), LaneRollOut.Lanes);
    }

    /// <summary>The readable loop.</summary>
    [Benchmark(Baseline = true)]
    public void Plain() => LaneRollOut.Run(LaneInstructions.None, Run, LaneBlock.OneAndTail);

    /// <summary>AVX2.</summary>
    [Benchmark]
    public void Vector256() => LaneRollOut.Run(LaneInstructions.Vector256, Run, LaneBlock.OneAndTail);

    /// <summary>AVX-512.</summary>
    [Benchmark]
    public void Vector512() => LaneRollOut.Run(LaneInstructions.Vector512, Run, LaneBlock.OneAndTail);

    /// <summary>AVX-512, two agents side by side.</summary>
    [Benchmark(OperationsPerInvoke = 2)]
    public void Vector512ByTwos() =>
        LanePair512.Run(Run, new LaneRun(_tables, _policy, 4, ref _otherGenerator, _otherVisited), LaneBlock.OneAndTail);
}
