using System.Collections.Immutable;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Participation;
using FedPG.Policies;

namespace FedPG.Actors.Tests;

/// <summary>Small federations for protocol tests.</summary>
internal static class Federations
{
    public static FederationSpecification Synthetic(int agents = 5, int rounds = 4, int edgeSize = 2) => new()
    {
        Environments = new SyntheticEnvironment().Build(null),
        Agents = agents,
        Rounds = rounds,
        EdgeSize = edgeSize,
    };

    public static FederationPlan Plan(
        FederationSpecification specification, Action<LocalTask>? beforeTraining = null, IAggregator? aggregator = null) => new(
        specification,
        new Observed(AlgorithmCatalogue.Create(specification), beforeTraining ?? (_ => { })),
        aggregator ?? AggregatorCatalogue.Create("mean"));

    public static Broadcast Broadcast(FederationPlan plan, int round, RoundAttendance? attendance = null) => new(
        plan.Run, round, Zeros(plan), attendance ?? RoundAttendance.Everyone(round, plan.Specification.Agents, simulatedSeconds: 0));

    public static ImmutableArray<double> Zeros(FederationPlan plan) => [.. new double[plan.Algorithm.ParameterCount]];

    public static double[] Trained(FederationPlan plan, int round, int agent)
    {
        var update = new double[plan.Algorithm.ParameterCount];
        AlgorithmCatalogue.Create(plan.Specification).CreateLearner().Train(
            new LocalTask(plan.Specification.Seed, round, agent), Zeros(plan).AsSpan(), update);
        return update;
    }

    /// <summary>An algorithm that calls back before each training, which may throw.</summary>
    private sealed class Observed(IFederatedAlgorithm inner, Action<LocalTask> beforeTraining) : IFederatedAlgorithm
    {
        public string Name => inner.Name;

        public int ParameterCount => inner.ParameterCount;

        public int Participants => inner.Participants;

        public long StepsPerTraining => inner.StepsPerTraining;

        public int Policies => inner.Policies;

        public IReadOnlyList<string> Notices => inner.Notices;

        public Policy CreatePolicy() => inner.CreatePolicy();

        public ILearner CreateLearner() => new Learner(inner.CreateLearner(), beforeTraining);

        public MassMoved Improve(Span<double> average) => inner.Improve(average);

        private sealed class Learner(ILearner learner, Action<LocalTask> beforeTraining) : ILearner
        {
            public void Train(LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update)
            {
                beforeTraining(task);
                learner.Train(task, broadcast, update);
            }
        }
    }
}
