using System.Collections.Immutable;
using System.Globalization;
using FedPG.Control.Policies;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>
/// A bound to compare with: every agent runs S-FedPG's local steps alone and nothing is averaged. The parameters are those of all agents,
/// one after the other, and the federation has one participant that trains them all.
/// </summary>
internal sealed class Independent(FederationSpecification specification, IFederatedAlgorithm local) : IFederatedAlgorithm
{
    public string Name => "independent";

    public int ParameterCount { get; } = Count(specification.Agents, local.ParameterCount);

    public ImmutableArray<double> InitialParameters =>
        [.. Enumerable.Repeat(local.InitialParameters, specification.Agents).SelectMany(own => own)];

    public int Participants => 1;

    public bool IsFederated => false;

    public long StepsPerTraining => specification.Agents * local.StepsPerTraining;

    public int Policies => specification.Agents;

    public IReadOnlyList<string> Notices => local.Notices;

    private static int Count(int agents, int parameters)
    {
        long count = (long)agents * parameters;
        string accepted = string.Create(
            CultureInfo.InvariantCulture, $"at most {Array.MaxLength / parameters}: independent keeps {parameters} parameters for each");
        return count <= Array.MaxLength
            ? (int)count
            : throw new SpecificationException("agents", agents.ToString(CultureInfo.InvariantCulture), accepted);
    }

    public static IFederatedAlgorithm Create(FederationSpecification specification) =>
        new Independent(specification, SFedPG.Create(specification));

    public Policy CreatePolicy() => local.CreatePolicy();

    ControlPolicies? IFederatedAlgorithm.FeaturePolicies => local.FeaturePolicies;

    public ILearner CreateLearner() => new Learner(local.CreateLearner(), specification.Agents, local.ParameterCount);

    public MassMoved Improve(Span<double> average) => default;

    private sealed class Learner(ILearner learner, int agents, int count) : ILearner
    {
        private readonly double[] _own = new double[count];

        public void Train(in TrainingBatch batch)
        {
            for (int i = 0; i < batch.Tasks.Length; i++)
            {
                for (int agent = 0; agent < agents; agent++)
                {
                    learner.Train(batch.Tasks[i] with { Agent = agent }, batch.Broadcast.Slice(agent * count, count), _own);
                    _own.CopyTo(batch.Updates[i], agent * count);
                }
            }
        }
    }
}
