using FedPG.Numerics;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Participation;

/// <summary>Slow agents: each has its own factor for the whole run, and a delay in some rounds.</summary>
internal sealed class StragglerFault : IFault
{
    private readonly StragglerOptions _options;

    /// <summary>The fault with the given settings.</summary>
    /// <exception cref="SpecificationException">A setting is out of range.</exception>
    public StragglerFault(StragglerOptions options)
    {
        OptionsCheck.Require(options);
        _options = options;
    }

    /// <inheritdoc/>
    public bool OnlyTakesTime => true;

    /// <inheritdoc/>
    public IFaultProcess Start(ScheduleKey key) => new Process(_options, key);

    private sealed class Process(StragglerOptions options, ScheduleKey key) : IFaultProcess
    {
        private readonly double[] _slowness = [.. Enumerable.Range(0, key.Agents).Select(agent => Slowness(options, key, agent))];

        public void Apply(int round, int agent, double start, ref AgentFate fate)
        {
            fate.Slowness *= _slowness[agent];
            fate.MeanDelay += options.DelayProbability * options.MeanDelay;
            if (options.DelayProbability == 0 || !fate.Trains) return;
            var random = RandomStreams.For(StreamPurpose.Straggler, (ulong)key.Seed, round, agent);
            if (random.NextDouble() < options.DelayProbability) fate.Delay += options.MeanDelay * random.NextExponential();
        }

        public double[]? Save() => [];

        private static double Slowness(StragglerOptions options, ScheduleKey key, int agent)
        {
            // The order of the draws is fixed, so that one setting does not change the draws of another.
            var random = RandomStreams.For(StreamPurpose.Straggler, (ulong)key.Seed, round: 0, agent);
            double normal = random.NextNormal(), chance = random.NextDouble();
            double slowness = options.SpeedSpread > 0 ? Elementary.Exp(options.SpeedSpread * normal) : 1;
            if (chance < options.SlowFraction) slowness *= options.SlowFactor;
            if (options.Slowness.Length > 0) slowness *= options.Slowness[(int)((long)agent * options.Slowness.Length / key.Agents)];
            return slowness;
        }
    }
}
