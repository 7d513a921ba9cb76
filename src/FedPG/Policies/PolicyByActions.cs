using FedPG.Environments;

namespace FedPG.Policies;

/// <summary>
/// A policy over states with different numbers of actions, made of one policy of its family for each number. θ has as many entries for
/// every state as for one with A actions; a state uses the first ones, and none if it has a single action. Other entries have gradient 0.
/// </summary>
internal sealed class PolicyByActions : DifferentiablePolicy
{
    private readonly Group[] _groups;

    private PolicyByActions(ActionSets sets, Func<int, int, DifferentiablePolicy> create, int width)
        : base(sets.States, sets.Actions, sets.States * width)
    {
        var byCount = Enumerable.Range(0, sets.States).ToLookup(sets.Count);
        _groups =
        [
            .. byCount.Where(states => states.Key > 1).OrderBy(states => states.Key)
                .Select(states => new Group([.. states], sets.Actions, width, create(states.Count(), states.Key))),
        ];
        foreach (int state in byCount[1]) ProbabilityTable[state * sets.Actions] = 1;
    }

    /// <inheritdoc/>
    internal override Policy Kind => _groups[^1].Policy;

    /// <summary>A policy over what states offer.</summary>
    /// <param name="sets">The actions of each state.</param>
    /// <param name="create">Creates a policy of the family for a number of states and of actions, at least 2.</param>
    public static DifferentiablePolicy Of(ActionSets sets, Func<int, int, DifferentiablePolicy> create) =>
        sets.AreFull ? create(sets.States, sets.Actions) : new PolicyByActions(sets, create, create(1, sets.Actions).ParameterCount);

    /// <inheritdoc/>
    public override void SetParameters(ReadOnlySpan<double> parameters)
    {
        foreach (var group in _groups)
        {
            group.Policy.SetParameters(group.Gather(parameters));
            group.Show(ProbabilityTable, LogLikelihoodTable);
        }
    }

    /// <inheritdoc/>
    internal override void SetProbabilities(ReadOnlySpan<double> parameters)
    {
        foreach (var group in _groups)
        {
            group.Policy.SetProbabilities(group.Gather(parameters));
            group.Show(ProbabilityTable, []);
        }
    }

    /// <inheritdoc/>
    public override void ScoreGradient(ReadOnlySpan<double> credit, Span<double> gradient)
    {
        gradient.Clear();
        foreach (var group in _groups)
        {
            group.Policy.ScoreGradient(group.Credit(credit), group.Gradient);
            group.Scatter(gradient);
        }
    }

    /// <inheritdoc/>
    internal override void CentredGradient(ReadOnlySpan<double> credit, Span<double> gradient)
    {
        gradient.Clear();
        foreach (var group in _groups)
        {
            group.Policy.CentredGradient(group.Credit(credit), group.Gradient);
            group.Scatter(gradient);
        }
    }

    /// <summary>The states with one number of actions.</summary>
    /// <param name="states">The states.</param>
    /// <param name="actions">A.</param>
    /// <param name="width">The entries of θ for a state.</param>
    /// <param name="policy">The policy over these states and their actions.</param>
    private sealed class Group(int[] states, int actions, int width, DifferentiablePolicy policy)
    {
        private readonly int _own = policy.ParameterCount / states.Length;
        private readonly double[] _parameters = new double[policy.ParameterCount];
        private readonly double[] _credit = new double[states.Length * policy.Actions];

        public DifferentiablePolicy Policy => policy;

        public double[] Gradient { get; } = new double[policy.ParameterCount];

        public double[] Gather(ReadOnlySpan<double> parameters) => Gather(parameters, width, _parameters, _own);

        public double[] Credit(ReadOnlySpan<double> credit) => Gather(credit, actions, _credit, policy.Actions);

        public void Scatter(Span<double> gradient) => Scatter(Gradient, _own, gradient, width);

        /// <summary>Writes the probabilities, and the log-likelihood unless its table is empty.</summary>
        public void Show(Span<double> probabilities, Span<double> logLikelihood)
        {
            Scatter(policy.Probabilities, policy.Actions, probabilities, actions);
            if (!logLikelihood.IsEmpty) Scatter(policy.LogLikelihood, policy.Actions, logLikelihood, actions);
        }

        private double[] Gather(ReadOnlySpan<double> all, int stride, double[] own, int count)
        {
            for (int i = 0; i < states.Length; i++) all.Slice(states[i] * stride, count).CopyTo(own.AsSpan(i * count));
            return own;
        }

        private void Scatter(ReadOnlySpan<double> own, int count, Span<double> all, int stride)
        {
            for (int i = 0; i < states.Length; i++) own.Slice(i * count, count).CopyTo(all[(states[i] * stride)..]);
        }
    }
}
