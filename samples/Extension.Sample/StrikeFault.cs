using FedPG.Options;
using FedPG.Participation;

namespace Extension.Sample;

/// <summary>The section <c>fedpg.faults.strike</c>.</summary>
public sealed record StrikeOptions
{
    /// <summary>In every round that this number divides, all agents but the first are absent; 0 turns the fault off.</summary>
    [AtLeast(0)] public int Every { get; init; }
}

/// <summary>Makes agents absent together in every n-th round.</summary>
public sealed class StrikeFault(StrikeOptions options) : IFault
{
    public IFaultProcess Start(ScheduleKey key) => new Process(options.Every);

    private sealed class Process(int every) : IFaultProcess
    {
        public void Apply(int round, int agent, double start, ref AgentFate fate) => fate.IsAbsent |= agent > 0 && round % every == 0;

        // Nothing is remembered from one round to the next.
        public double[]? Save() => [];
    }
}
