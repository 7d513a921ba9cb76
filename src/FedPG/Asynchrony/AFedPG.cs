using System.Collections.Immutable;
using FedPG.Algorithms;
using FedPG.Kernels.Linear;
using FedPG.Options;
using FedPG.Server;

namespace FedPG.Asynchrony;

/// <summary>The section <c>fedpg.server.afedpg</c>.</summary>
public sealed record AFedPGOptions
{
    /// <summary>α: the weight of a new update in the direction.</summary>
    [Fraction] public double Alpha { get; init; } = 0.1;

    /// <summary>η: the length of each step of the server.</summary>
    [AtLeast(0, Exclusive = true)] public double StepSize { get; init; } = 0.01;
}

/// <summary>
/// AFedPG (Lan et al., arXiv 2404.08003): agents train at the lookahead point θ_k + ((1−α)/α)(θ_k − θ_{k−1}), and at each arrival
/// d ← (1−α)d + αg, θ ← θ + η d/‖d‖. Here g is the update's θ^c less the point that it was trained at, whose length does not matter.
/// </summary>
internal sealed class AFedPG(AFedPGOptions options) : IServerMode
{
    public bool TakesStale => true;

    public bool IsComplete(StepProgress step) => step.Updates >= 1;

    public IFederatedAlgorithm Apply(IFederatedAlgorithm algorithm, FederationSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return specification.Optimizer == FederationSpecification.NoOptimizer
            ? new Lookahead(algorithm, options)
            : throw new SpecificationException(
                "server.optimizer", $"'{specification.Optimizer}'",
                "none with server.mode = afedpg, whose steps have a length of their own");
    }

    private sealed class Lookahead(IFederatedAlgorithm inner, AFedPGOptions options) : DelegatingAlgorithm(inner)
    {
        private const string Direction = "afedpg.d", Previous = "afedpg.previous";

        /// <summary>θ_k and the lookahead point.</summary>
        public override int BroadcastLength => 2 * ParameterCount;

        public override ImmutableArray<double> Broadcast(ServerRound round)
        {
            double beyond = (1 - options.Alpha) / options.Alpha;
            var previous = round.State.Find(Previous) is { IsDefault: false } known ? known : round.Parameters;
            return [.. round.Parameters, .. round.Parameters.Zip(previous, (theta, before) => theta + beyond * (theta - before))];
        }

        public override void Step(Span<double> aggregate, ServerRound round)
        {
            base.Step(aggregate, round);
            double[] d = round.State.Copy(Direction, ParameterCount);
            for (int i = 0; i < d.Length; i++)
                d[i] = (1 - options.Alpha) * d[i] + options.Alpha * (aggregate[i] - round.Parameters[i]);
            double norm = Math.Sqrt(FixedOrder.SquaredDistance(d, new double[d.Length]));
            for (int i = 0; i < d.Length; i++)
                aggregate[i] = round.Parameters[i] + (norm == 0 ? 0 : options.StepSize * d[i] / norm);
            round.State = round.State.With(Direction, d).With(Previous, round.Parameters);
        }

        public override ILearner CreateLearner() => new Learner(base.CreateLearner());
    }

    /// <summary>Trains at the lookahead point and returns the step from there as one from θ.</summary>
    private sealed class Learner(ILearner inner) : ILearner
    {
        public int Together => inner.Together;

        public void Train(in TrainingBatch batch)
        {
            int length = batch.Broadcast.Length / 2;
            ReadOnlySpan<double> theta = batch.Broadcast[..length], point = batch.Broadcast[length..];
            inner.Train(new TrainingBatch(batch.Tasks, point, batch.Updates, batch.States));
            foreach (double[] update in batch.Updates)
            {
                for (int i = 0; i < length; i++) update[i] = theta[i] + (update[i] - point[i]);
            }
        }
    }
}
