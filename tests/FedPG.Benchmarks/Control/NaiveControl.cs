using FedPG.Algorithms;
using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Benchmarks.Control;

/// <summary>
/// The gradient of b-RS-FedPG over linear features as a naive loop: one trajectory after the other, a logit at a time, the system's
/// generator, exponential and logarithm, and a record of every step.
/// </summary>
internal sealed class NaiveControl<TDynamics>(ControlWorkload<TDynamics> work)
    where TDynamics : struct, IDynamics
{
    private readonly FederationSpecification _run = work.Specification;
    private readonly ControlShape _shape = work.Dynamics.Shape;
    private readonly System.Random _random = new(1);

    private int Features => _shape.ObservationDimension + 1;

    private int Nodes => (1 << _run.Policy.Bits) - 1;

    /// <summary>The gradient at θ, [d][nodes][2][F].</summary>
    public void Compute(double[] parameters, double[] gradient)
    {
        int horizon = _run.Local.Horizon, batch = _run.Local.Batch;
        var trajectories = Enumerable.Range(0, batch).Select(_ => RollOut(parameters)).ToArray();
        Array.Clear(gradient);
        for (int t = 0; t < horizon; t++)
        {
            double total = trajectories.Sum(steps => t < steps.Count ? steps[t].ToGo : 0);
            foreach (var steps in trajectories.Where(steps => t < steps.Count))
                AddScore(steps[t], (steps[t].ToGo - (total - steps[t].ToGo) / (batch - 1)) / batch, gradient);
        }
    }

    private List<Step> RollOut(double[] parameters)
    {
        var steps = new List<Step>();
        Scalar[] state = new Scalar[_shape.StateDimension], next = new Scalar[state.Length], action = new Scalar[_shape.ActionDimension];
        Scalar[] draws = [.. Enumerable.Range(0, _shape.ResetDraws).Select(_ => (Scalar)_random.NextDouble())];
        work.Dynamics.Reset<Scalar>(draws, state);
        double power = 1;
        for (int t = 0; t < _run.Local.Horizon; t++, power *= _run.Environments.Discount)
        {
            var step = new Step(Features, action.Length * _run.Policy.Bits);
            double bonus = Choose(parameters, state, action, step);
            var (reward, ended) = work.Dynamics.Step<Scalar>(state, action, [], next);
            step.ToGo = power * (reward.Value - _run.Entropy.Temperature * bonus);
            steps.Add(step);
            (state, next) = (next, state);
            if (ended.Value > 0) break;
        }

        for (int t = steps.Count - 2; t >= 0; t--) steps[t].ToGo += steps[t + 1].ToGo;
        return steps;
    }

    /// <summary>Draws the bits of an action; returns h.</summary>
    private double Choose(double[] parameters, Scalar[] state, Scalar[] action, Step step)
    {
        for (int f = 0; f + 1 < Features; f++)
            step.Features[f] = state[f].Value / (_shape.ObservationScale.IsEmpty ? 1 : _shape.ObservationScale[f]);
        step.Features[^1] = 1;
        double bonus = 0;
        int bits = _run.Policy.Bits, count = action.Length * bits;
        for (int i = 0, q = 0; i < action.Length; i++)
        {
            int level = 0;
            for (int p = 0; p < bits; p++, q++)
            {
                int node = i * Nodes + (1 << p) - 1 + level, row = 2 * node * Features;
                double logit = 0;
                for (int f = 0; f < Features; f++) logit += (parameters[row + Features + f] - parameters[row + f]) * step.Features[f];
                double high = 1 / (1 + Math.Exp(-logit));
                int bit = _random.NextDouble() < high ? 1 : 0;
                double weight = count == 1 ? 1 : Math.Pow(_run.Environments.Discount, q / (count - 1.0));
                bonus += weight * Math.Log(bit == 1 ? high : 1 - high);
                (step.Residuals[q], step.Nodes[q]) = (bit - high, node);
                level = 2 * level + bit;
            }

            double unit = (double)level / ((1 << bits) - 1);
            action[i] = _shape.ActionLow[i] + unit * (_shape.ActionHigh[i] - _shape.ActionLow[i]);
        }

        return bonus;
    }

    private void AddScore(Step step, double credit, double[] gradient)
    {
        for (int q = 0; q < step.Nodes.Length; q++)
        {
            for (int f = 0; f < Features; f++)
            {
                double score = credit * step.Residuals[q] * step.Features[f];
                int low = 2 * step.Nodes[q] * Features + f;
                gradient[low] -= score;
                gradient[low + Features] += score;
            }
        }
    }

    private sealed class Step(int features, int bits)
    {
        public double[] Features { get; } = new double[features];

        public double[] Residuals { get; } = new double[bits];

        public int[] Nodes { get; } = new int[bits];

        public double ToGo { get; set; }
    }
}
