using FedPG.Algorithms;
using FedPG.Control;
using FedPG.Control.Exact;
using FedPG.Environments;
using FedPG.Experiments.Execution;
using FedPG.Options;

namespace FedPG.Experiments.Inspection;

/// <summary>Environments with continuous states of an experiment, with the runs that share them and their reference values.</summary>
/// <param name="Environments">The environments.</param>
/// <param name="Scope">The reference values to compute.</param>
/// <param name="Runs">The runs, at least one.</param>
internal sealed record ControlWorld(ControlEnvironments Environments, ReferenceScope Scope, IReadOnlyList<PlannedRun> Runs)
{
    /// <summary>M, which determines the weight of each type.</summary>
    public int Agents => Runs[0].Federation.Agents;

    /// <summary>The worlds of some runs.</summary>
    /// <param name="runs">The runs, all in environments with continuous states.</param>
    /// <param name="scope">Which reference values to compute; null for what each run asks for.</param>
    public static IEnumerable<ControlWorld> Of(IEnumerable<PlannedRun> runs, ReferenceScope? scope) =>
        runs.GroupBy(run => Key.Of(run.Federation, scope)).Select(
            group => new ControlWorld((ControlEnvironments)group.Key.Environments, group.Key.Scope, [.. group]));

    private sealed record Key(
        EnvironmentTypes Environments, int Agents, ReferenceScope Scope, (string Family, int Bits, ActionDecoding Decoding)? Levels)
    {
        public static Key Of(FederationSpecification run, ReferenceScope? scope) => new(
            run.Environments,
            run.Agents,
            scope ?? run.Evaluation.References,
            ControlReferences.DependOnPolicy((ControlEnvironments)run.Environments)
                ? (run.Policy.Family, run.Policy.Bits, run.Policy.Decoding)
                : null);
    }
}
