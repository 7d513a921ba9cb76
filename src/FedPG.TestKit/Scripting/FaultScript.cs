using FedPG.Participation;

namespace FedPG.TestKit.Scripting;

/// <summary>The fault of each agent in each round. The script is also a fault of the fault model, for the simulated ones.</summary>
internal sealed class FaultScript(IReadOnlyDictionary<(int Round, int Agent), ScriptedFault> faults) : IFault, IFaultProcess
{
    /// <summary>Whether an agent is late, which requires a deadline.</summary>
    public bool HasLate => faults.Values.Any(fault => fault is ScriptedFault.LateUpdate);

    /// <summary>Whether the script changes the federation's schedule.</summary>
    public bool IsSimulated => faults.Values.Any(
        fault => fault is ScriptedFault.AbsentAgent or ScriptedFault.LateUpdate or ScriptedFault.CrashedTraining);

    /// <summary>The number of trainings that wait or hang.</summary>
    public int Waiting => faults.Values.Count(fault => fault is ScriptedFault.StuckTraining);

    /// <summary>The largest number of crashes of an agent in one round.</summary>
    public int MostCrashes =>
        faults.Values.Select(fault => fault is ScriptedFault.CrashedTraining crash ? crash.Steps.Length : 0).DefaultIfEmpty().Max();

    /// <summary>The delay of a late update in seconds, beyond the deadline.</summary>
    public double Delay { get; init; }

    public ScriptedFault? Find(int round, int agent) => faults.GetValueOrDefault((round, agent));

    public IFaultProcess Start(ScheduleKey key) => this;

    public double[]? Save() => [];

    public void Apply(int round, int agent, double start, ref AgentFate fate)
    {
        switch (Find(round, agent))
        {
            case ScriptedFault.AbsentAgent:
                fate.IsAbsent = true;
                break;
            case ScriptedFault.LateUpdate when fate.Trains:
                fate.Delay += Delay;
                break;
            case ScriptedFault.CrashedTraining crash when fate.Trains:
                fate.Crashes = crash.Steps;
                fate.LosesRound = crash.LosesRound;
                fate.IsGone = crash.IsFatal;
                break;
        }
    }
}
