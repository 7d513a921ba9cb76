using FedPG.Environments;

namespace FedPG.Experiments.Inspection;

/// <summary>What the kernels of a federation connect.</summary>
/// <param name="MeanSuccessors">The mean number of next states of a state and an action, over the distinct types.</param>
/// <param name="MostSuccessors">The largest number of next states of a state and an action.</param>
/// <param name="ReachableStates">The states that are reached from the initial distribution in some type.</param>
/// <param name="AbsorbingStates">The states that no action leaves in any type.</param>
/// <param name="TerminalStates">The states that end an episode.</param>
/// <param name="UnreachedPairs">The pairs of a state and an action that it offers whose state is reached in no type.</param>
internal sealed record TransitionStructure(
    double MeanSuccessors, int MostSuccessors, int ReachableStates, int AbsorbingStates, int TerminalStates, int UnreachedPairs)
{
    /// <summary>The structure of a set of environments; the time is linear in their successors.</summary>
    public static TransitionStructure Of(EnvironmentSet environments)
    {
        TransitionKernel[] kernels = [.. environments.Types.Select(type => type.Kernel).Distinct()];
        var sets = environments.ActionSets;
        long successors = 0;
        int most = 0;
        foreach (var kernel in kernels)
        {
            for (int n = 0; n < sets.Pairs; n++)
            {
                var row = kernel.Row(sets.Pair(n)).Probabilities;
                int count = row.Length - row.Count(0.0);
                successors += count;
                most = Math.Max(most, count);
            }
        }

        bool[] isReached = Reached(environments, kernels);
        return new(
            (double)successors / kernels.Length / sets.Pairs,
            most,
            isReached.Count(reached => reached),
            Enumerable.Range(0, environments.States).Count(state => kernels.All(kernel => Absorbs(kernel, state))),
            environments.TerminalStates.Length,
            Enumerable.Range(0, environments.States).Sum(state => isReached[state] ? 0 : sets.Count(state)));
    }

    private static bool[] Reached(EnvironmentSet environments, TransitionKernel[] kernels)
    {
        var isReached = new bool[environments.States];
        var next = new Stack<int>();
        for (int state = 0; state < isReached.Length; state++)
            if (environments.Types.Any(type => environments.StartOf(type)[state] > 0)) Reach(state);
        while (next.TryPop(out int state))
        {
            foreach (var kernel in kernels)
            {
                for (int pair = state * kernel.Actions; pair < (state + 1) * kernel.Actions; pair++)
                {
                    var row = kernel.Row(pair);
                    for (int i = 0; i < row.Length; i++)
                        if (row.Probabilities[i] > 0) Reach(row.States[i]);
                }
            }
        }

        return isReached;

        void Reach(int state)
        {
            if (isReached[state]) return;
            isReached[state] = true;
            next.Push(state);
        }
    }

    private static bool Absorbs(TransitionKernel kernel, int state)
    {
        for (int pair = state * kernel.Actions; pair < (state + 1) * kernel.Actions; pair++)
        {
            var row = kernel.Row(pair);
            for (int i = 0; i < row.Length; i++)
                if (row.Probabilities[i] > 0 && row.States[i] != state) return false;
        }

        return true;
    }
}
