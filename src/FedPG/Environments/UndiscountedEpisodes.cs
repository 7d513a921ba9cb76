using System.Collections.Immutable;

namespace FedPG.Environments;

/// <summary>
/// The episodes of a process without a discount. An episode ends in a state from which no reward can follow: under any policy the process
/// stays among such states, and their values are 0. Sums of rewards are finite for every policy that ends.
/// </summary>
internal sealed class UndiscountedEpisodes
{
    private readonly MarkovDecisionProcess _process;
    private readonly ReachingPairs _reaching;
    private readonly ImmutableArray<bool> _isEnd;

    /// <summary>Finds the ends of a process.</summary>
    public UndiscountedEpisodes(MarkovDecisionProcess process)
    {
        (_process, _reaching) = (process, new ReachingPairs(process));
        _isEnd = Largest(needsAll: true, [.. Enumerable.Range(0, process.States).Select(HasNoReward)]);
        ProperActions = Approach();
        MayStay = Largest(needsAll: false, [.. _isEnd.Select(isEnd => !isEnd)]);
    }

    /// <summary>Whether episodes end in a state, [S].</summary>
    public ReadOnlySpan<bool> IsEnd => _isEnd.AsSpan();

    /// <summary>Actions with which the process ends from every state, [S]; −1 in a state from which no end can be reached.</summary>
    public ImmutableArray<int> ProperActions { get; }

    /// <summary>The states outside the ends among which some policy stays for ever, [S].</summary>
    public ImmutableArray<bool> MayStay { get; }

    /// <summary>Whether every policy ends.</summary>
    public bool EveryPolicyEnds => !MayStay.Contains(true);

    /// <summary>
    /// Requires that every state can reach an end, and that every policy ends or pays a cost at every step among the states where it
    /// stays for ever: then no such policy is optimal, and every policy that takes all actions ends.
    /// </summary>
    /// <exception cref="SpecificationException">Neither is so; the message names a state that need not end.</exception>
    public void Require()
    {
        const string accepted = "states that end an episode with a discount of 1: terminal ones, or such that no reward can follow";
        for (int s = 0; s < _process.States; s++)
        {
            if (ProperActions[s] < 0)
                throw new SpecificationException($"environment '{_process.Name}', state {s}", "no way to an end", accepted);
            for (int a = 0; a < _process.Actions; a++)
            {
                if (!MayStay[s] || !Leads(s, a, MayStay.AsSpan()) || _process.Reward(s, a) < 0) continue;
                throw new SpecificationException(
                    $"environment '{_process.Name}', state {s}, action {a}",
                    "an episode that need not end and costs nothing", "a discount below 1, or a reward below 0 of every step that a policy "
                    + "can repeat for ever");
            }
        }
    }

    /// <summary>Whether the process ends from every state if the actions with positive probability are taken, flat [S][A].</summary>
    public bool Ends(ReadOnlySpan<double> policy)
    {
        var reached = new Queue<int>();
        bool[] ends = [.. _isEnd];
        for (int s = 0; s < ends.Length; s++)
            if (ends[s]) reached.Enqueue(s);
        while (reached.TryDequeue(out int state))
        {
            foreach (int pair in _reaching.Of(state))
            {
                int from = pair / _process.Actions;
                if (ends[from] || policy[pair] == 0) continue;
                ends[from] = true;
                reached.Enqueue(from);
            }
        }

        return !ends.Contains(false);
    }

    /// <summary>The same process with nothing after the ends: sums over its episodes are those of a discount below 1.</summary>
    public MarkovDecisionProcess WithoutEnds()
    {
        var kernel = new TransitionKernelBuilder(_process.States, _process.Actions);
        for (int pair = 0; pair < _process.Kernel.Pairs; pair++)
        {
            if (_isEnd[pair / _process.Actions]) kernel.EndRow();
            else kernel.AddRow(_process.Kernel.Row(pair));
        }

        return _process.WithKernel(kernel.Build());
    }

    private bool HasNoReward(int state) =>
        !_process.Rewards.Slice(state * _process.Actions, _process.Actions).ContainsAnyExcept(0.0);

    private bool Leads(int state, int action, ReadOnlySpan<bool> into)
    {
        var row = _process.Successors(state, action);
        for (int i = 0; i < row.Length; i++)
            if (row.Probabilities[i] > 0 && !into[row.States[i]]) return false;
        return true;
    }

    /// <summary>
    /// The largest set of states, among those given, that all actions of its states stay in, or at least one action of each.
    /// </summary>
    private ImmutableArray<bool> Largest(bool needsAll, bool[] within)
    {
        int[] staying = new int[within.Length];
        bool[] leaves = new bool[_process.Kernel.Pairs];
        Array.Fill(staying, _process.Actions);
        var removed = new Queue<int>(Enumerable.Range(0, within.Length).Where(s => !within[s]));
        while (removed.TryDequeue(out int state))
        {
            foreach (int pair in _reaching.Of(state))
            {
                int from = pair / _process.Actions;
                if (leaves[pair]) continue;
                leaves[pair] = true;
                staying[from]--;
                if (!within[from] || (!needsAll && staying[from] > 0)) continue;
                within[from] = false;
                removed.Enqueue(from);
            }
        }

        return [.. within];
    }

    /// <summary>An action of each state that may come nearer to the ends.</summary>
    private ImmutableArray<int> Approach()
    {
        int[] actions = [.. _isEnd.Select(isEnd => isEnd ? 0 : -1)];
        var reached = new Queue<int>(Enumerable.Range(0, actions.Length).Where(s => _isEnd[s]));
        while (reached.TryDequeue(out int state))
        {
            foreach (int pair in _reaching.Of(state))
            {
                int from = pair / _process.Actions;
                if (actions[from] >= 0) continue;
                actions[from] = pair % _process.Actions;
                reached.Enqueue(from);
            }
        }

        return [.. actions];
    }
}
