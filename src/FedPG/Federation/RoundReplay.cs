using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Kernels.Linear;
using FedPG.Server;

namespace FedPG.Federation;

/// <summary>
/// Trains a round a second time, on one thread, to see the updates that the run has only averaged. Local training is a pure function of the
/// state before the round, so the updates are those of the run, whatever runtime, failures and resumptions it had. No update is kept: the
/// last phase is trained once for θ̄ and once for the distances from it. Not thread-safe.
/// </summary>
internal sealed class RoundReplay
{
    private readonly FederationSpecification _specification;
    private readonly IFederatedAlgorithm _algorithm;
    private readonly RecordedAggregate _recorded;
    private readonly SequentialRound _federation;

    /// <summary>Prepares to replay rounds of a run.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">Its algorithm.</param>
    /// <param name="aggregator">Its aggregator.</param>
    public RoundReplay(FederationSpecification specification, IFederatedAlgorithm algorithm, IAggregator aggregator)
    {
        (_specification, _algorithm, _recorded) = (specification, algorithm, new RecordedAggregate(algorithm));
        _federation = new SequentialRound(specification, _recorded, aggregator);
    }

    /// <summary>The updates that counted in a round, in the order of the agents; computed while they are enumerated.</summary>
    /// <param name="before">The state before the round.</param>
    /// <param name="outcome">The outcome of the round.</param>
    /// <exception cref="InvalidOperationException">The second training differs: the algorithm is not a pure function.</exception>
    public IEnumerable<AgentUpdate> Updates(FederationState before, RoundOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Participants == 0) yield break;
        var attendance = before.StartSchedule(_specification, _algorithm).Next(before.RefusedIn(before.Round));
        var round = _federation.Open(attendance, before);
        var again = _federation.Run(round, before);
        if (again.Participants != outcome.Participants || !again.Parameters.AsSpan().SequenceEqual(outcome.Parameters.AsSpan()))
            throw new InvalidOperationException(FormattableString.Invariant(
                $"round {outcome.Round} of {_algorithm.Name} has another result when trained again: training must be a pure function"));

        int length = _algorithm.ParameterCount;
        foreach (var trained in _federation.Train(round, before).Where(trained => trained.IsSound))
        {
            // The mean of several trainings is added to the round's own θ; another late update is θ^c of the training itself.
            var broadcast = round.BroadcastOf(trained.Work.Trainings is null ? trained.Work.Broadcast : outcome.Round);
            double norm = FixedOrder.SquaredDistance(trained.Update.AsSpan(0, length), broadcast.AsSpan(0, length));
            double distance = FixedOrder.SquaredDistance(trained.Update.AsSpan(0, length), _recorded.Average);
            yield return new AgentUpdate(trained.Agent, Math.Sqrt(norm), Math.Sqrt(distance));
        }
    }

    /// <summary>Keeps the aggregate of the last phase before the server's step changes it.</summary>
    private sealed class RecordedAggregate(IFederatedAlgorithm inner) : DelegatingAlgorithm(inner)
    {
        private readonly double[] _average = new double[inner.ParameterCount];

        public ReadOnlySpan<double> Average => _average;

        public override void Step(Span<double> aggregate, ServerRound round)
        {
            if (round.Phase == Phases - 1) aggregate[.._average.Length].CopyTo(_average);
            base.Step(aggregate, round);
        }
    }
}
