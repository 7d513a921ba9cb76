using FedPG.Algorithms;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.TestKit.Scripting;

/// <summary>The participation of a specification with the simulated faults of a script on top.</summary>
internal static class ScriptedParticipation
{
    public static FederationSpecification Of(
        FederationSpecification specification, IReadOnlyDictionary<(int Round, int Agent), ScriptedFault> faults)
    {
        var script = new FaultScript(faults);
        if (!script.IsSimulated) return specification;
        var model = specification.Participation switch
        {
            FaultModel own => own,
            FullParticipation => new FaultModel(new ServerOptions(), [], new NetworkOptions()),
            var other =>
                throw new ArgumentException($"simulated faults cannot be scripted on top of {other.GetType().Name}", nameof(specification)),
        };
        if (!script.HasLate) return specification with { Participation = model.With(script) };

        // Only agents scripted to be late may miss the deadline.
        double deadline = model.Server.Deadline ?? specification.Local.Steps * (2.0 + script.MostCrashes);
        var late = new FaultScript(faults) { Delay = deadline };
        return specification with { Participation = model.With(model.Server with { Deadline = deadline }).With(late) };
    }
}
