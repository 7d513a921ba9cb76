using FedPG.Options;
using FedPG.Random;

namespace FedPG.Participation;

/// <summary>Agents that leave for some rounds, at random or by a list.</summary>
internal sealed class DropoutFault : IFault
{
    private readonly DropoutOptions _options;

    /// <summary>The fault with the given settings.</summary>
    /// <exception cref="SpecificationException">A setting is out of range.</exception>
    public DropoutFault(DropoutOptions options)
    {
        OptionsCheck.Require(options);
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="SpecificationException">The list names an agent that does not exist.</exception>
    public IFaultProcess Start(ScheduleKey key)
    {
        if (_options.Scheduled.FirstOrDefault(row => row[1] >= key.Agents) is not { } row) return new Process(_options, key);
        throw new SpecificationException(
            "faults.dropout.scheduled", $"[{string.Join(", ", row)}]", FormattableString.Invariant($"agents from 0 to {key.Agents - 1}"));
    }

    private sealed class Process(DropoutOptions options, ScheduleKey key) : IFaultProcess
    {
        private readonly int[] _absentThrough = new int[key.Agents];
        private int _round;

        public void Apply(int round, int agent, double start, ref AgentFate fate)
        {
            _round = round;
            if (options.Probability > 0 && round > _absentThrough[agent]) Leave(round, agent);
            fate.IsAbsent |= round <= _absentThrough[agent] || IsListed(round, agent);
        }

        /// <summary>Each absence that lasts beyond the round: the agent and the absence's last round.</summary>
        public double[]? Save()
        {
            var saved = new List<double>();
            for (int agent = 0; agent < _absentThrough.Length; agent++)
            {
                if (_absentThrough[agent] > _round) saved.AddRange([agent, _absentThrough[agent]]);
            }

            return [.. saved];
        }

        public void Restore(ReadOnlySpan<double> state)
        {
            for (int i = 0; i + 1 < state.Length; i += 2) _absentThrough[(int)state[i]] = (int)state[i + 1];
        }

        private void Leave(int round, int agent)
        {
            var random = RandomStreams.For(StreamPurpose.Dropout, (ulong)key.Seed, round, agent);
            if (random.NextDouble() < options.Probability) _absentThrough[agent] = round + Length(ref random) - 1;
        }

        private int Length(ref Xoshiro256PlusPlus random)
        {
            if (options.Absence == AbsenceLength.Fixed || options.MeanAbsence == 1) return (int)Math.Round(options.MeanAbsence);

            // Geometric from 1: each further round follows with probability 1 − 1/mean.
            double more = 1 - 1 / options.MeanAbsence;
            int length = 1;
            while (length < int.MaxValue / 2 && random.NextDouble() < more) length++;
            return length;
        }

        private bool IsListed(int round, int agent)
        {
            foreach (int[] row in options.Scheduled)
            {
                if (agent >= row[0] && agent <= row[1] && round >= row[2] && round <= row[3]) return true;
            }

            return false;
        }
    }
}
