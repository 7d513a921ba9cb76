using FedPG.Experiments.Records;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>What analyses measure on a run.</summary>
internal static class RunMeasures
{
    extension(RunResult run)
    {
        /// <summary>Whether the run ended before its last round or without a finite objective.</summary>
        public bool IsFailed => !run.Summary.Completed || !double.IsFinite(run.Summary.Objective) || run.Rows.IsEmpty;

        /// <summary>J after the last round; −∞ for a failed run, which is never dropped.</summary>
        public double Final => run.IsFailed ? double.NegativeInfinity : run.Summary.Objective;

        /// <summary>The value of the best stationary policy, or of the best common linear one of linear-quadratic systems.</summary>
        public double Best => run.Summary.ReferenceValues.BestMemoryless ?? throw new SpecificationException(
            $"run '{run.Summary.Run}': its analysis", "no reference values", "runs with evaluation.references = all");

        /// <summary>The number of samples of one agent in one round.</summary>
        public double SamplesPerRound
        {
            get
            {
                var local = run.Specification!.Settings.Local;
                return (double)local.Steps * local.Batch * local.Horizon;
            }
        }

        /// <summary>The mean of a column over the last quarter of the scored rounds; <paramref name="failed"/> for a failed run.</summary>
        public double Late(Func<RoundRow, double> column, double failed = double.NegativeInfinity)
        {
            if (run.IsFailed) return failed;
            var late = run.Rows.AsSpan()[^Math.Max(1, (run.Rows.Length - 1) / 4)..];
            double sum = 0;
            foreach (var row in late) sum += column(row);
            return sum / late.Length;
        }

        /// <summary>
        /// The first scored round whose gap to the best stationary policy is at most a share of the initial gap; infinite if there is none.
        /// </summary>
        public double RoundsTo(double share) => run.To(share, row => row.Round);

        /// <summary>The simulated time of that round.</summary>
        public double SecondsTo(double share) => run.To(share, row => row.Tally.SimulatedSeconds);

        /// <summary>
        /// The first scored round whose objective is within a gap of the optimum, relative to its size; infinite if there is none.
        /// </summary>
        /// <param name="best">The optimum.</param>
        /// <param name="gap">The gap, a share of |best|.</param>
        public double RoundsNear(double best, double gap)
        {
            foreach (var row in run.Rows)
            {
                if (row.Objective >= best - gap * Math.Abs(best)) return row.Round;
            }

            return double.PositiveInfinity;
        }

        /// <summary>How far the last quarter of the scored rounds is below the optimum, relative to its size.</summary>
        public double GapTo(double best) => (best - run.Late(row => row.Objective)) / Math.Abs(best);

        private double To(double share, Func<RoundRow, double> cost)
        {
            if (run.Rows.IsEmpty) return double.PositiveInfinity;
            double start = run.Rows[0].Objective, target = run.Best - share * (run.Best - start);
            foreach (var row in run.Rows)
            {
                if (row.Objective >= target) return cost(row);
            }

            return double.PositiveInfinity;
        }
    }
}
