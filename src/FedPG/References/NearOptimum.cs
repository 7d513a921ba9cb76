using FedPG.Environments;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>
/// A policy to begin policy iteration with in environments with many states: optimal but for rounding and close calls. A few sweeps of
/// value iteration, from the first state to the last and back, make rewards known far away. Then steps of policy iteration, each with a
/// rough evaluation, double the digits of the values. A few sweeps after each step spread what it has improved.
/// </summary>
/// <param name="process">The environment.</param>
/// <param name="discount">γ.</param>
/// <param name="meter">Counts the work.</param>
/// <param name="system">Solves for the values of policies.</param>
internal sealed class NearOptimum(MarkovDecisionProcess process, double discount, WorkMeter meter, IteratedSystem system)
{
    private const int FirstSweeps = 8;
    private const int SweepsOfStep = 4;
    private const int MostSteps = 50;

    /// <summary>The residual, relative to the largest value, at which the exact evaluations of policy iteration take over.</summary>
    private const double Precision = 1e-11;

    private readonly double[] _values = new double[process.States];
    private readonly double[] _residual = new double[process.States];
    private readonly int[] _actions = new int[process.States];

    /// <summary>The policy, [S], and about its values, [S].</summary>
    public (int[] Actions, double[] Values) Find()
    {
        Sweep(FirstSweeps);
        double[] correction = new double[_values.Length], policy = new double[process.Kernel.Pairs];
        for (int step = 0; step < MostSteps && Look() && !meter.IsSpent; step++)
        {
            PolicyIteration.OneHot(_actions, policy);
            system.Load(process, policy);
            system.Approximate(_residual, correction);
            for (int s = 0; s < _values.Length; s++) _values[s] += correction[s];
            Sweep(SweepsOfStep);
        }

        return (_actions, _values);
    }

    private void Sweep(int sweeps)
    {
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            Spend();
            for (int s = 0; s < _values.Length; s++) _values[s] = Best(s);
            for (int s = _values.Length - 1; s >= 0; s--) _values[s] = Best(s);
        }
    }

    /// <summary>Takes the best actions and computes the residual of the values; false if it is small.</summary>
    private bool Look()
    {
        Spend();
        double largest = 0, size = 0;
        for (int s = 0; s < _values.Length; s++)
        {
            _residual[s] = Best(s) - _values[s];
            (largest, size) = (Math.Max(largest, Math.Abs(_residual[s])), Math.Max(size, Math.Abs(_values[s])));
        }

        return largest > Precision * size;
    }

    private double Best(int state)
    {
        double best = double.NegativeInfinity;
        for (int a = 0; a < process.Actions; a++)
        {
            double value = process.Reward(state, a) + discount * process.Successors(state, a).Expected(_values);
            if (value > best) (best, _actions[state]) = (value, a);
        }

        return best;
    }

    private void Spend() => meter.Spend(IteratedSystem.Cost * (long)process.Kernel.Count);
}
