using System.Collections.Immutable;

namespace FedPG.TestKit.Scripting;

/// <summary>
/// A scripted fault of one agent in one round. Simulated faults and poison are part of the experiment and change its result; the real ones,
/// <see cref="Exception(System.Exception, int)"/> and <see cref="Stuck"/>, must not.
/// </summary>
public abstract record ScriptedFault
{
    private ScriptedFault()
    {
    }

    /// <summary>Simulated: the agent is absent.</summary>
    public static ScriptedFault Absent { get; } = new AbsentAgent();

    /// <summary>Simulated: the update arrives after the round has closed.</summary>
    public static ScriptedFault Late { get; } = new LateUpdate();

    /// <summary>Real: the training hangs until the watchdog has the agent replaced. Only the first training hangs.</summary>
    public static ScriptedFault Stuck { get; } = new StuckTraining(IsReleased: false);

    /// <summary>
    /// Not a fault: the training waits until <see cref="FederationTestCluster.Release"/>, so that a test can act in the meantime.
    /// </summary>
    public static ScriptedFault Held { get; } = new StuckTraining(IsReleased: true);

    /// <summary>Simulated: trainings crash one after the other, then one succeeds.</summary>
    /// <param name="steps">The local step of each crash, from 1.</param>
    public static ScriptedFault Crash(params int[] steps) => new CrashedTraining([.. steps], LosesRound: false, IsFatal: false);

    /// <summary>Simulated: the training crashes, and the agent loses the round.</summary>
    /// <param name="step">The local step of the crash, from 1.</param>
    public static ScriptedFault CrashLosingRound(int step) => new CrashedTraining([step], LosesRound: true, IsFatal: false);

    /// <summary>Simulated: the training crashes, and the agent never comes back.</summary>
    /// <param name="step">The local step of the crash, from 1.</param>
    public static ScriptedFault CrashForGood(int step) => new CrashedTraining([step], LosesRound: true, IsFatal: true);

    /// <summary>Real: the training throws.</summary>
    /// <param name="reason">The exception.</param>
    /// <param name="times">The number of the agent's trainings in this round that throw before one succeeds.</param>
    public static ScriptedFault Exception(Exception reason, int times = 1) => new FailedTraining(reason, times);

    /// <summary>The training ends with a value that must not be averaged.</summary>
    /// <param name="value">NaN or an infinity.</param>
    public static ScriptedFault Poison(double value = double.NaN) => new PoisonedTraining(value);

    internal sealed record AbsentAgent : ScriptedFault;

    internal sealed record LateUpdate : ScriptedFault;

    internal sealed record StuckTraining(bool IsReleased) : ScriptedFault;

    internal sealed record CrashedTraining(ImmutableArray<int> Steps, bool LosesRound, bool IsFatal) : ScriptedFault;

    internal sealed record FailedTraining(Exception Reason, int Times) : ScriptedFault;

    internal sealed record PoisonedTraining(double Value) : ScriptedFault;
}
