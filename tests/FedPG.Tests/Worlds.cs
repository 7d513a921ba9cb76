using CsCheck;
using FedPG.Environments;

namespace FedPG.Tests;

/// <summary>Random worlds and numbers for property tests.</summary>
internal static class Worlds
{
    /// <summary>Small random environments of two types that differ in kernel and rewards.</summary>
    public static Gen<EnvironmentSet> Small(int maximumActions = 4) =>
        from states in Gen.Int[2, 4]
        from actions in Gen.Int[2, maximumActions]
        from seed in Gen.Long[0, 1_000_000]
        select new SyntheticEnvironment
        {
            States = states,
            Actions = actions,
            EpsilonP = 0.6,
            EpsilonR = 0.5,
            Seed = seed,
        }.Build(discount: 0.9);

    public static Gen<double[]> Numbers(int count, double size = 2) => Gen.Double[-size, size].Array[count];

    /// <summary>A world where each of two agents leaves the start by the actions the other stays with: see the docs.</summary>
    public static EnvironmentSet CounterExample()
    {
        // State 0 is the start, state 1 absorbs with reward 1. Actions {2,3} leave for the first agent, {0,1} for the second.
        MarkovDecisionProcess Agent(string name, bool lowLeaves)
        {
            double[] leave = [0, 1], stay = [1, 0];
            double[] low = lowLeaves ? leave : stay, high = lowLeaves ? stay : leave;
            double[] transitions = [.. low, .. low, .. high, .. high, .. leave, .. leave, .. leave, .. leave];
            return new MarkovDecisionProcess(name, states: 2, actions: 4, transitions, [0, 0, 0, 0, 1, 1, 1, 1]);
        }

        return new EnvironmentSet(0.99, [1, 0], [Agent("first", lowLeaves: false), Agent("second", lowLeaves: true)]);
    }
}
