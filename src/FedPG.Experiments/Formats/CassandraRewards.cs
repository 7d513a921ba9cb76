using System.Runtime.InteropServices;

namespace FedPG.Experiments.Formats;

/// <summary>
/// The entries <c>R</c> of a Cassandra file, in their order: the last one that fits a transition is its reward. Rewards that depend on the
/// observation are averaged over it.
/// </summary>
/// <param name="actions">The actions.</param>
/// <param name="states">The states.</param>
/// <param name="observations">The observations; null if the file has none.</param>
internal sealed class CassandraRewards(CassandraNames actions, CassandraNames states, CassandraNames? observations)
{
    private const int Any = CassandraNames.Any;
    private const long MostWork = 1L << 32;

    private readonly Dictionary<(int Action, int State), List<Rule>> _rules = [];
    private int _count;
    private long _work;
    private bool _hasObservations;

    /// <summary>Reads an entry, behind its keyword.</summary>
    public void Read(CassandraTokens tokens)
    {
        tokens.Require(":");
        int action = actions.OneOrAny(tokens);
        if (!tokens.TryTake(":"))
        {
            if (observations is not null) throw tokens.Refused(SourceLines.Shown(tokens.Peek), "': state' after the action");
            for (int s = 0; s < states.Count; s++) AddRow(tokens, action, s);
            return;
        }

        int state = states.OneOrAny(tokens);
        if (!tokens.TryTake(":"))
        {
            if (observations is null) AddRow(tokens, action, state);
            else for (int next = 0; next < states.Count; next++) AddObservations(tokens, action, state, next);
            return;
        }

        int following = states.OneOrAny(tokens);
        if (!tokens.TryTake(":")) AddObservations(tokens, action, state, following);
        else
        {
            int observation = Any;
            if (observations is not null) observation = observations.OneOrAny(tokens);
            else tokens.Next("an observation or *");
            Add(action, state, following, observation, tokens.Number("a reward"));
        }
    }

    /// <summary>The reward of each next state, [S], after an action in a state.</summary>
    /// <param name="action">The action.</param>
    /// <param name="state">The state.</param>
    /// <param name="row">The probabilities of the next states, [S]; only rewards of those above 0 are used.</param>
    /// <param name="observed">The probabilities of observations.</param>
    /// <returns>The rewards; empty if no entry concerns the pair.</returns>
    public double[] Of(int action, int state, ReadOnlySpan<double> row, CassandraRows? observed)
    {
        Rule[] rules =
        [
            .. new[] { (action, state), (action, Any), (Any, state), (Any, Any) }
                .SelectMany(key => _rules.GetValueOrDefault(key) ?? []).OrderBy(rule => rule.Number),
        ];
        if (rules.Length == 0) return [];
        int columns = _hasObservations ? observations!.Count : 1;
        double[] rewards = new double[states.Count * columns];
        foreach (var rule in rules) Apply(rule, rewards, columns);
        if (columns == 1) return rewards;
        double[] means = new double[states.Count];
        for (int next = 0; next < means.Length; next++)
            if (row[next] != 0) means[next] = Mean(rewards.AsSpan(next * columns, columns), action, next, observed?[action, next]);
        return means;
    }

    private void Apply(in Rule rule, double[] rewards, int columns)
    {
        (int first, int last) = rule.Next == Any ? (0, states.Count) : (rule.Next, rule.Next + 1);
        Spend((long)(last - first) * columns);
        for (int next = first; next < last; next++)
        {
            if (rule.Observation == Any) rewards.AsSpan(next * columns, columns).Fill(rule.Value);
            else rewards[next * columns + rule.Observation] = rule.Value;
        }
    }

    private static double Mean(ReadOnlySpan<double> rewards, int action, int next, double[]? probabilities)
    {
        double mean = 0, sum = 0;
        for (int o = 0; o < rewards.Length; o++)
        {
            mean += (probabilities?[o] ?? 0) * rewards[o];
            sum += probabilities?[o] ?? 0;
        }

        if (Math.Abs(sum - 1) <= 1e-4) return mean / sum;
        throw new SpecificationException(
            FormattableString.Invariant($"state {next}, action {action}, observations"),
            FormattableString.Invariant($"a row that sums to {sum:R}"),
            "a sum of 1 within 1e-4: rewards depend on the observation");
    }

    private void AddRow(CassandraTokens tokens, int action, int state)
    {
        for (int next = 0; next < states.Count; next++) Add(action, state, next, Any, tokens.Number("a reward"));
    }

    /// <summary>One number for every observation, or one for each.</summary>
    private void AddObservations(CassandraTokens tokens, int action, int state, int next)
    {
        double first = tokens.Number("a reward");
        if (observations is null || observations.Count == 1 || !tokens.IsAtNumber)
        {
            Add(action, state, next, Any, first);
            return;
        }

        double[] rewards = [first, .. tokens.Numbers(observations.Count - 1, "rewards, one per observation")];
        if (Array.TrueForAll(rewards, reward => reward == first)) Add(action, state, next, Any, first);
        else for (int o = 0; o < rewards.Length; o++) Add(action, state, next, o, rewards[o]);
    }

    private void Add(int action, int state, int next, int observation, double value)
    {
        ref var rules = ref CollectionsMarshal.GetValueRefOrAddDefault(_rules, (action, state), out _);
        (rules ??= []).Add(new Rule(_count++, next, observation, value));
        _hasObservations |= observation != Any && observations!.Count > 1;
    }

    /// <summary>A small file of wildcards can ask for more work than there is time.</summary>
    private void Spend(long work)
    {
        _work += work + 1;
        if (_work > MostWork) throw new SpecificationException("R", "more rewards than can be filled in", "fewer entries with wildcards");
    }

    private readonly record struct Rule(int Number, int Next, int Observation, double Value);
}
