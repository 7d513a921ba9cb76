using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FedPG.Kernels.Bits;

/// <summary>The discounted regularised rewards to go of many trajectories, Ĝ, summed from the last step to the first.</summary>
/// <param name="steps">T.</param>
/// <param name="trajectories">B.</param>
/// <param name="stepSize">η.</param>
/// <param name="discount">γ.</param>
/// <param name="temperature">λ.</param>
internal sealed class RewardsToGo(int steps, int trajectories, double stepSize, double discount, double temperature)
{
    private readonly double[] _powers = Powers(discount, steps);
    private readonly double[] _sums = new double[trajectories];
    private readonly double[] _shares = new double[trajectories];

    /// <summary>η Ĝ / B of each trajectory, [B].</summary>
    public ReadOnlySpan<double> Shares => _shares;

    /// <summary>Resets the sums to 0, their value after the last step.</summary>
    public void Clear() => Array.Clear(_sums);

    /// <summary>Moves one step back: adds γ^t (r − λ h).</summary>
    /// <param name="step">t.</param>
    /// <param name="rewards">r, [S][A].</param>
    /// <param name="pairs">The trajectories' states and actions, s · A + a, [B].</param>
    /// <param name="logLikelihoods">h of the actions, [B] or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int step, ReadOnlySpan<double> rewards, ReadOnlySpan<int> pairs, ReadOnlySpan<double> logLikelihoods)
    {
        ref double reward = ref MemoryMarshal.GetReference(rewards), logLikelihood = ref MemoryMarshal.GetReference(logLikelihoods);
        ref double sum = ref MemoryMarshal.GetArrayDataReference(_sums), share = ref MemoryMarshal.GetArrayDataReference(_shares);
        ref int pair = ref MemoryMarshal.GetReference(pairs);
        double power = _powers[step], scale = stepSize / trajectories, weight = temperature;
        for (nint b = 0; b < pairs.Length; b++)
        {
            double toGo = Unsafe.Add(ref sum, b)
                + power * (Unsafe.Add(ref reward, Unsafe.Add(ref pair, b)) - weight * Unsafe.Add(ref logLikelihood, b));
            Unsafe.Add(ref sum, b) = toGo;
            Unsafe.Add(ref share, b) = scale * toGo;
        }
    }

    /// <summary>Adds each trajectory's Ĝ to an entry of the credit.</summary>
    /// <param name="credit">The credit, changed in place.</param>
    /// <param name="places">The index of each trajectory's entry, [B].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(Span<double> credit, ReadOnlySpan<int> places)
    {
        ref double first = ref MemoryMarshal.GetReference(credit), sum = ref MemoryMarshal.GetArrayDataReference(_sums);
        ref int place = ref MemoryMarshal.GetReference(places);
        for (nint b = 0; b < places.Length; b++) Unsafe.Add(ref first, Unsafe.Add(ref place, b)) += Unsafe.Add(ref sum, b);
    }

    private static double[] Powers(double discount, int count)
    {
        var powers = new double[count];
        double power = 1;
        for (int t = 0; t < count; t++, power *= discount) powers[t] = power;
        return powers;
    }
}
