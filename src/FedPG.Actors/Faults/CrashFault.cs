using System.Collections.Immutable;
using FedPG.Actors.Options;
using FedPG.Options;
using FedPG.Participation;
using FedPG.Random;

namespace FedPG.Actors.Faults;

/// <summary>
/// Local trainings that crash in a drawn local step. The agent is restarted, within bounds, and trains again or has lost the round. All crashes of a
/// training and its repetitions are drawn when it begins.
/// </summary>
public sealed class CrashFault : IFault
{
    private readonly CrashOptions _options;

    /// <summary>The fault with the given settings.</summary>
    /// <exception cref="SpecificationException">A setting is out of range.</exception>
    public CrashFault(CrashOptions options)
    {
        OptionsCheck.Require(options);
        _options = options;
    }

    /// <inheritdoc/>
    public IFaultProcess Start(ScheduleKey key) => new Process(_options, key);

    private sealed class Process(CrashOptions options, ScheduleKey key) : IFaultProcess
    {
        private readonly Dictionary<int, RestartWindow> _restarts = [];

        public void Apply(int round, int agent, double start, ref AgentFate fate)
        {
            if (!fate.Trains) return;
            var random = RandomStreams.For(StreamPurpose.Crash, (ulong)key.Seed, round, agent);
            ImmutableArray<int>.Builder? crashes = null;
            double clock = start + fate.Delay;
            while (!fate.LosesRound && random.NextDouble() < options.Probability)
            {
                int step = 1 + random.NextInt32(key.LocalSteps);
                (crashes ??= ImmutableArray.CreateBuilder<int>()).Add(step);
                clock += step * fate.Slowness;
                fate.IsGone = !MayRestart(agent, clock);
                fate.LosesRound = fate.IsGone || options.Recovery == CrashRecovery.LoseRound;
            }

            if (crashes is not null) fate.Crashes = crashes.ToImmutable();
        }

        private bool MayRestart(int agent, double clock)
        {
            if (!_restarts.TryGetValue(agent, out var window)) _restarts[agent] = window = new RestartWindow(options);
            return window.MayRestart(clock);
        }
    }

    /// <summary>The restarts of an agent within the last <c>within</c> seconds of simulated time.</summary>
    private sealed class RestartWindow(CrashOptions options)
    {
        private readonly Queue<double> _times = [];

        public bool MayRestart(double clock)
        {
            while (_times.Count > 0 && _times.Peek() <= clock - options.Within.TotalSeconds) _times.Dequeue();
            _times.Enqueue(clock);
            return _times.Count <= options.MaxRestarts;
        }
    }
}
