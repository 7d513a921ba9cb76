using System.Collections.Immutable;
using FedPG.Control.Processes;
using FedPG.Experiments.Numpy;

namespace FedPG.Experiments.Files;

/// <summary>
/// Policies as NumPy archives, <c>policy.npz</c>: the numbers of <c>policy.json</c> as arrays. With a period K above 1, the arrays of a
/// table have a first axis of K phases.
/// </summary>
internal static class PolicyArchive
{
    /// <summary>The ending of the files, which are beside the JSON files.</summary>
    public const string Ending = ".npz";

    /// <summary>Writes a table policy atomically: <c>parameterization</c>, <c>parameters</c> and <c>probabilities</c>, and <c>alpha</c>
    /// and <c>round</c> if the policy has them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="probabilities">π, [K·S][A].</param>
    public static void Write(string path, PolicyParameters policy, ReadOnlySpan<double> probabilities)
    {
        ImmutableArray<int> rows = policy.Period > 1 ? [policy.Period, policy.States] : [policy.States];
        bool isBits = policy.Parameterization == PolicyParameterization.BitSoftmax;
        ImmutableArray<int> row = isBits ? [policy.Groups, policy.GroupSize] : [policy.Actions];
        var arrays = new List<(string, NumpyArray)>
        {
            ("parameterization", NumpyArray.OfTexts([PolicyFile.Name(policy.Parameterization)])),
            ("parameters", NumpyArray.OfNumbers([.. policy.Values], [.. rows, .. row])),
            ("probabilities", NumpyArray.OfNumbers([.. probabilities], [.. rows, policy.Actions])),
        };
        if (policy.Parameterization == PolicyParameterization.Tsallis) arrays.Add(("alpha", NumpyArray.OfNumbers([policy.Alpha])));
        Write(path, arrays, policy.Round);
    }

    /// <summary>Writes a policy over features atomically: <c>parameterization</c>, <c>parameters</c> and their parts by name, and
    /// <c>round</c> if the policy has one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="shape">The environment.</param>
    public static void Write(string path, FeaturePolicy policy, ControlShape shape)
    {
        double[] all = [.. policy.Parameters];
        var arrays = new List<(string, NumpyArray)>
        {
            ("parameterization", NumpyArray.OfTexts([FeaturePolicyFile.Parameterization])),
            ("parameters", NumpyArray.OfNumbers(all, all.Length)),
        };
        int start = 0;
        foreach (var part in FeaturePolicyParts.Of(policy, shape))
        {
            int length = (int)NumpyArray.Count(part.Shape);
            arrays.Add((part.Name, NumpyArray.OfNumbers(all[start..(start + length)], part.Shape)));
            start += length;
        }

        Write(path, arrays, policy.Round);
    }

    private static void Write(string path, List<(string, NumpyArray)> arrays, int? round)
    {
        if (round is { } after) arrays.Add(("round", NumpyArray.OfIntegers([after])));
        AtomicFile.WriteBytes(path, NumpyArchive.Write(arrays));
    }
}
