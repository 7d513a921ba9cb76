using FedPG.Options;
using FedPG.Random;

namespace FedPG.Participation;

/// <summary>
/// Local trainings that crash in a random local step. The agent is restarted, up to a limit, and trains again or loses the round. All
/// crashes of a training and its retries are drawn when the training begins.
/// </summary>
internal sealed class CrashFault : IFault
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
        private readonly SortedDictionary<int, Queue<double>> _restarts = [];
        private double _start;

        public void Apply(int round, int agent, double start, ref AgentFate fate)
        {
            _start = start;
            if (!fate.Trains) return;
            var random = RandomStreams.For(StreamPurpose.Crash, (ulong)key.Seed, round, agent);
            while (!fate.LosesRound && random.NextDouble() < options.Probability)
            {
                int step = 1 + random.NextInt32(key.LocalSteps);
                fate.Crashes = fate.Crashes.IsDefault ? [step] : fate.Crashes.Add(step);
                fate.IsGone = !MayRestart(agent, start, fate);
                fate.LosesRound = fate.IsGone || options.Recovery == CrashRecovery.LoseRound;
            }
        }

        public void Settle(int agent, double start, AgentFate fate, double until)
        {
            for (int crash = 0; crash < fate.CrashCount && start + fate.CrashTime(crash) <= until; crash++)
            {
                Restarts(agent).Enqueue(start + fate.CrashTime(crash));
            }
        }

        /// <summary>The agent and the time of each crash that can still count against the limit.</summary>
        public double[]? Save() =>
        [
            .. from restarts in _restarts
               from time in restarts.Value.SkipWhile(time => time <= _start - options.Within.TotalSeconds)
               from number in (double[])[restarts.Key, time]
               select number,
        ];

        public void Restore(ReadOnlySpan<double> state)
        {
            for (int i = 0; i + 1 < state.Length; i += 2) Restarts((int)state[i]).Enqueue(state[i + 1]);
        }

        private Queue<double> Restarts(int agent)
        {
            if (!_restarts.TryGetValue(agent, out var times)) _restarts[agent] = times = [];
            return times;
        }

        /// <summary>
        /// Whether the number of crashes within the last <c>within</c> seconds of simulated time, including the last one of this fate, is
        /// within the limit.
        /// </summary>
        private bool MayRestart(int agent, double start, AgentFate fate)
        {
            double from = start + fate.CrashTime(fate.CrashCount - 1) - options.Within.TotalSeconds;
            int recent = 0;
            for (int crash = 0; crash < fate.CrashCount; crash++) recent += start + fate.CrashTime(crash) > from ? 1 : 0;
            if (!_restarts.TryGetValue(agent, out var times)) return recent <= options.MaxRestarts;
            while (times.Count > 0 && times.Peek() <= from) times.Dequeue();
            return recent + times.Count <= options.MaxRestarts;
        }
    }
}
