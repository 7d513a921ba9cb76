using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FedPG.Actors.Options;
using FedPG.Environments;
using FedPG.Experiments.Configuration;
using FedPG.Random;

namespace FedPG.Experiments.Execution;

/// <summary>
/// A text that two runs share exactly when one is the beginning of the other: a hash of all settings that decide a run's record but for its length, the
/// numbers of the environments included.
/// </summary>
internal static class RunFingerprint
{
    public static string Of(PlannedRun run)
    {
        // How a run is executed, saved and compared has no part in it. A run of more rounds begins with the same bits.
        var settings = run.Run.Settings with
        {
            Rounds = 1,
            LocalBudget = null,
            Checkpoint = new CheckpointOptions(),
            Evaluation = run.Run.Settings.Evaluation with { References = default },
            Runtime = new RuntimeOptions(),
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            Encoding.UTF8.GetBytes($"{RandomStreams.Version}\n{run.Run.Seed}\n{OptionsTree.Canonical(settings, run.Catalogue)}"));
        Append(hash, run.Federation.Environments);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, EnvironmentSet environments)
    {
        hash.AppendData(MemoryMarshal.AsBytes(environments.InitialDistribution.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(environments.EvaluationDistribution.AsSpan()));
        foreach (var type in environments.Types)
        {
            hash.AppendData(MemoryMarshal.AsBytes(type.Transitions));
            hash.AppendData(MemoryMarshal.AsBytes(type.Rewards));
        }
    }
}
