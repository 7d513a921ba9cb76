using System.Collections.Immutable;

namespace FedPG.Participation;

/// <summary>What the faults make of one agent's round.</summary>
public record struct AgentFate
{
    /// <summary>Whether the server would have it train in this round.</summary>
    public bool IsAsked { get; init; }

    /// <summary>Whether it is away.</summary>
    public bool IsAbsent { get; set; }

    /// <summary>Simulated seconds of a local step.</summary>
    public double Slowness { get; set; }

    /// <summary>Simulated seconds before its training begins.</summary>
    public double Delay { get; set; }

    /// <summary>The local steps, from 1, in which its trainings crash one after the other; default when there are none.</summary>
    public ImmutableArray<int> Crashes { get; set; }

    /// <summary>Whether the last crash leaves the round without its update.</summary>
    public bool LosesRound { get; set; }

    /// <summary>Whether it never comes back from the last crash.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether it trains in this round.</summary>
    public readonly bool Trains => IsAsked && !IsAbsent;

    /// <summary>Simulated seconds from the round's start until its update arrives, or until it is known that none will.</summary>
    /// <param name="localSteps">H.</param>
    public readonly double Duration(int localSteps) => Until(CrashCount, LosesRound ? 0 : localSteps);

    /// <summary>Simulated seconds from the round's start until the crash with the given number, from 0.</summary>
    public readonly double CrashTime(int crash) => Until(crash + 1, moreSteps: 0);

    /// <summary>How many trainings crash.</summary>
    public readonly int CrashCount => Crashes.IsDefault ? 0 : Crashes.Length;

    private readonly double Until(int crashes, int moreSteps)
    {
        for (int i = 0; i < crashes; i++) moreSteps += Crashes[i];
        return Delay + Slowness * moreSteps;
    }
}
