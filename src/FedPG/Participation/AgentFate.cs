using System.Collections.Immutable;

namespace FedPG.Participation;

/// <summary>The effect of all faults on one agent in one round.</summary>
public record struct AgentFate
{
    /// <summary>Whether the server asks the agent to train in this round.</summary>
    public bool IsAsked { get; init; }

    /// <summary>Whether the agent has dropped out for now.</summary>
    public bool IsAbsent { get; set; }

    /// <summary>Simulated seconds per local step.</summary>
    public double Slowness { get; set; }

    /// <summary>Simulated seconds before the training begins.</summary>
    public double Delay { get; set; }

    /// <summary>What <see cref="Delay"/> is on average over rounds, in simulated seconds: rescaled steps are relative to it.</summary>
    public double MeanDelay { get; set; }

    /// <summary>The local steps, from 1, in which the agent's successive trainings crash; default if there are none.</summary>
    public ImmutableArray<int> Crashes { get; set; }

    /// <summary>Whether the agent has no update in this round because of the last crash.</summary>
    public bool LosesRound { get; set; }

    /// <summary>Whether the last crash removes the agent for good.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether the agent trains in this round.</summary>
    public readonly bool Trains => IsAsked && !IsAbsent;

    /// <summary>Simulated seconds from the round's start until the update arrives, or until it is known that none will.</summary>
    /// <param name="localSteps">H.</param>
    public readonly double Duration(int localSteps) => Until(CrashCount, LosesRound ? 0 : localSteps);

    /// <summary>Simulated seconds from the round's start until the crash with the given index, from 0.</summary>
    public readonly double CrashTime(int crash) => Until(crash + 1, moreSteps: 0);

    /// <summary>The number of crashed trainings.</summary>
    public readonly int CrashCount => Crashes.IsDefault ? 0 : Crashes.Length;

    private readonly double Until(int crashes, int moreSteps)
    {
        for (int i = 0; i < crashes; i++) moreSteps += Crashes[i];
        return Delay + Slowness * moreSteps;
    }
}
