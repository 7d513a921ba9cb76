using FedPG.Environments;
using FedPG.Random;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>The best deterministic stationary policy found.</summary>
/// <param name="Value">J of the policy.</param>
/// <param name="Actions">The action of each state, [S].</param>
/// <param name="Exhaustive">Whether no policy is better: all were tried, or this one reaches the upper bound.</param>
public sealed record DeterministicOptimum(double Value, IReadOnlyList<int> Actions, bool Exhaustive);

/// <summary>
/// Searches for the best deterministic stationary policy. A policy whose actions are optimal in all environments reaches the bound.
/// Otherwise the search tries all policies if there are at most 2^20, and else switches single states from several starts until no switch
/// helps.
/// </summary>
internal sealed class BestDeterministic(FederatedObjective objective, CommonOptimum bound, WorkMeter meter)
{
    public const long ExhaustiveLimit = 1 << 20;
    private const int RandomStarts = 8;

    /// <summary>The most states for which states are switched: the search holds S² numbers for each type, here up to 2 GiB.</summary>
    private const int MostStates = 1 << 14;

    private readonly EnvironmentSet _environments = objective.Environments;

    /// <summary>Whether the limit of work ended the search.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Why only the actions that are optimal for the most agents are tried, or null.</summary>
    public string? Obstacle => _environments.States > MostStates ? $"{_environments.States} states are more than {MostStates}" : null;

    public DeterministicOptimum Search()
    {
        int[] common = bound.Optima.Select(each => each.Actions).Prepend(bound.CommonActions()).FirstOrDefault(Ends, []);
        if (common.Length == 0) return new DeterministicOptimum(double.NegativeInfinity, bound.CommonActions(), Exhaustive: false);
        var score = CommonScore.Of(objective, common, meter);
        if (score.Reaches(bound.Score)) return Proved(common);
        if (Obstacle is not null) return new DeterministicOptimum(score.Value, common, Exhaustive: false);
        var choices = DistinctChoices.Of(_environments);
        bool exhaustive = choices.Policies <= ExhaustiveLimit && DeterministicEnumeration.Cost(objective, choices) <= meter.Left;
        int[] best = exhaustive ? new DeterministicEnumeration(objective, choices, meter).Search() : Climb((common, score));
        score = CommonScore.Of(objective, best, meter);
        return score.Reaches(bound.Score) ? Proved(best) : new DeterministicOptimum(score.Value, best, exhaustive);
    }

    /// <summary>Whether a policy ends in every environment, if there is no discount: others have no value.</summary>
    private bool Ends(int[] actions) => _environments.Discount < 1
        || objective.Distinct.All(each => each.Process.Episodes.Ends(PolicyIteration.OneHot(actions, _environments.Actions)));

    private DeterministicOptimum Proved(int[] actions) => new(bound.Score.Value, actions, Exhaustive: true);

    private int[] Climb((int[] Actions, CommonScore Score) best)
    {
        var climb = new DeterministicClimb(objective, meter);
        foreach (int[] start in Starts(best.Actions).Where(Ends))
        {
            if (IsCut = meter.Left < climb.Cost) break;
            var found = climb.From(start, bound.Score);
            if (found.Score.Value > best.Score.Value) best = found;
            if (best.Score.Reaches(bound.Score)) return best.Actions;
        }

        IsCut |= meter.IsSpent;
        return best.Actions;
    }

    /// <summary>The actions that are optimal in the most environments, each environment's own optimum, and random policies.</summary>
    private IEnumerable<int[]> Starts(int[] common)
    {
        yield return common;
        foreach (var optimum in bound.Optima.Take(RandomStarts)) yield return optimum.Actions;
        for (int i = 0; i < RandomStarts; i++)
        {
            var random = RandomStreams.For(StreamPurpose.Search, seed: 0, agent: i);
            var actions = new int[_environments.States];
            for (int s = 0; s < actions.Length; s++) actions[s] = random.NextInt32(_environments.Actions);
            yield return actions;
        }
    }
}
