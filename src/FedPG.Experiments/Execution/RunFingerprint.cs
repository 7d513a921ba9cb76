using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FedPG.Actors.Options;
using FedPG.Control;
using FedPG.Environments;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Files;
using FedPG.Random;

namespace FedPG.Experiments.Execution;

/// <summary>
/// A hash that two runs share exactly if one is a prefix of the other. It covers all settings that determine a run's records except the
/// number of rounds, and the numbers of the environments. The version of the random streams precedes the hash in plain text.
/// </summary>
internal static class RunFingerprint
{
    private const char Separator = ':';

    /// <summary>The version of the random streams in a fingerprint; null if it has none.</summary>
    public static string? Streams(string fingerprint) => fingerprint.Split(Separator) is [var streams, _] ? streams : null;

    public static string Of(PlannedRun run)
    {
        // Execution, checkpoints and reference values do not change the bits, and a longer run begins with the same bits.
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
            Encoding.UTF8.GetBytes($"{run.Run.Seed}\n{OptionsTree.Canonical(settings, run.Catalogue)}"));
        if (run.Federation.Environments is EnvironmentSet finite) Append(hash, finite);
        if (run.Federation.Environments is ControlEnvironments { Family: LqrFileEnvironment { Content: { } content } })
            hash.AppendData(Encoding.UTF8.GetBytes(content));
        string streams = RandomStreams.Version.ToString(CultureInfo.InvariantCulture);
        return $"{streams}{Separator}{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private static void Append(IncrementalHash hash, EnvironmentSet environments)
    {
        hash.AppendData(MemoryMarshal.AsBytes(environments.InitialDistribution.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(environments.EvaluationDistribution.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(environments.ActionSets.Counts.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(environments.TerminalStates.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(environments.Shares.Counts.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(environments.Shares.Weights.AsSpan()));
        foreach (var type in environments.Types)
        {
            Append(hash, type.Kernel);
            hash.AppendData(MemoryMarshal.AsBytes(type.Rewards));
            hash.AppendData(MemoryMarshal.AsBytes(type.Start.AsSpan()));
        }
    }

    private static void Append(IncrementalHash hash, TransitionKernel kernel)
    {
        hash.AppendData(MemoryMarshal.AsBytes(kernel.Starts));
        if (kernel.IsSparse) hash.AppendData(MemoryMarshal.AsBytes(kernel.Successors));
        hash.AppendData(MemoryMarshal.AsBytes(kernel.Probabilities));
    }
}
