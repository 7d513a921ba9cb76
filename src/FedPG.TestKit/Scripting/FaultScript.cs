using FedPG.Participation;

namespace FedPG.TestKit.Scripting;

/// <summary>Which agent has which fault in which round. The simulated faults in it are a fault of the fault model.</summary>
internal sealed class FaultScript(IReadOnlyDictionary<(int Round, int Agent), ScriptedFault> faults) : IFault, IFaultProcess
{
    /// <summary>Whether somebody is late, which takes a deadline.</summary>
    public bool HasLate => faults.Values.Any(fault => fault is ScriptedFault.LateUpdate);

    /// <summary>Whether the schedule of the federation is not the one it has without the script.</summary>
    public bool IsSimulated => faults.Values.Any(
        fault => fault is ScriptedFault.AbsentAgent or ScriptedFault.LateUpdate or ScriptedFault.CrashedTraining);

    /// <summary>How many trainings wait or hang.</summary>
    public int Waiting => faults.Values.Count(fault => fault is ScriptedFault.StuckTraining);

    /// <summary>How many trainings crash in one round of an agent, at most.</summary>
    public int MostCrashes =>
        faults.Values.Select(fault => fault is ScriptedFault.CrashedTraining crash ? crash.Steps.Length : 0).DefaultIfEmpty().Max();

    /// <summary>Seconds by which a late update is delayed: more than the deadline leaves.</summary>
    public double Delay { get; init; }

    public ScriptedFault? Find(int round, int agent) => faults.GetValueOrDefault((round, agent));

    public IFaultProcess Start(ScheduleKey key) => this;

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
