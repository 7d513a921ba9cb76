using System.Runtime.Intrinsics;
using FedPG.Environments;
using FedPG.Kernels.Bits;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;
using FedPG.Numerics;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Tests.Algorithms;

/// <summary>The step of BitWalkStep, computed one trajectory and one node at a time.</summary>
internal sealed class PlainBitStep(EnvironmentSet environments, LocalOptions local, double temperature, int levels)
{
    private readonly BitTree _tree = new(environments.Actions);
    private readonly double[] _weights = BitSoftmaxPolicy.BitWeights(environments.Actions, environments.Discount);
    private readonly int _prefixes = ((environments.Actions - 1) >> (new BitTree(environments.Actions).Bits - levels)) + 1;

    public void Take(EnvironmentSampler environment, ulong seed, double[] parameters)
    {
        var generator = new LaneGenerator(seed);
        var words = new LaneWords(local.Batch);
        double[] before = [.. parameters];
        int[] states = [.. words.Draw(ref generator).ToArray().Select(bits => environment.Start.Draw(0, bits))];
        var visits = new List<Visit[]>();
        for (int t = 0; t < local.Horizon; t++)
        {
            Visit[] now = [.. states.Select(state => new Visit(state))];
            if (levels > 0) DrawPrefixes(before, now, words.Draw(ref generator));
            for (int p = levels; p < _tree.Bits; p++)
            {
                words.Draw(ref generator);
                for (int b = 0; b < now.Length; b++) DrawBit(before, now[b], p, words.Bits[b]);
            }

            words.Draw(ref generator);
            for (int b = 0; b < now.Length; b++)
            {
                now[b].Reward = environment.Process.Rewards[now[b].Pair(environments.Actions)] - temperature * now[b].LogLikelihood;
                states[b] = environment.DrawNext(now[b].Pair(environments.Actions), words.Bits[b]);
            }

            visits.Add(now);
        }

        ApplyGradient(before, parameters, visits);
    }

    /// <summary>A node's e^−|x|, x, and the probabilities of its two sides; right is empty where x is infinite.</summary>
    private (double Odds, double X, double Left, double Right) ComputeNode(double[] theta, int state, int node)
    {
        int left = 2 * (state * _tree.Nodes + node);
        double x = _tree.IsForced(node) ? double.PositiveInfinity : theta[left] - theta[left + 1];
        double e = Math.Abs(x) < 708 ? Elementary.Exp(-Math.Abs(x)) : 0, large = 1 / (1 + e), small = e * large;
        return x >= 0 ? (e, x, large, small) : (e, x, small, large);
    }

    private void DrawPrefixes(double[] theta, Visit[] visits, ReadOnlySpan<uint> bits)
    {
        var (probabilities, logLikelihoods) = (new double[environments.States * _prefixes], new double[environments.States * _prefixes]);
        for (int pair = 0; pair < probabilities.Length; pair++)
        {
            int state = pair / _prefixes, prefix = pair % _prefixes, node = 0;
            (double probability, double logLikelihood) = (1, 0);
            for (int p = 0; p < levels; p++)
            {
                bool isRight = ((prefix >> (levels - 1 - p)) & 1) == 1;
                var (e, x, left, right) = ComputeNode(theta, state, node);
                probability *= isRight ? right : left;
                logLikelihood += _weights[p] * (-Elementary.Log1P(e) - (x >= 0 == isRight ? Math.Abs(x) : 0));
                node = 2 * node + (isRight ? 2 : 1);
            }

            (probabilities[pair], logLikelihoods[pair]) = (probability, logLikelihood);
        }

        var table = new PolicyTable(environments.States, _prefixes);
        table.Fill(probabilities);
        for (int b = 0; b < visits.Length; b++)
        {
            int prefix = table.Draw(visits[b].State, bits[b]);
            (visits[b].Action, visits[b].LogLikelihood) = (prefix, logLikelihoods[visits[b].State * _prefixes + prefix]);
        }
    }

    private void DrawBit(double[] theta, Visit visit, int p, uint bits)
    {
        int node = (1 << p) - 1 + visit.Action;
        var (e, x, left, right) = ComputeNode(theta, visit.State, node);
        bool isRight;
        if (x * x <= Hyperbolic.Reach * Hyperbolic.Reach)
        {
            double tanh = Hyperbolic.HalfTanh(Vector512.Create(x)).ToScalar();
            isRight = Math.Pow(2, 52) + bits >= Math.FusedMultiplyAdd(tanh, Math.Pow(2, 32), Math.Pow(2, 52) + Math.Pow(2, 31));
            (left, right) = (0.5 + tanh, 0.5 - tanh);
            visit.LogLikelihood -= _weights[p] * Math.FusedMultiplyAdd(
                isRight ? x : -x, 0.5, Hyperbolic.Log2Cosh(Vector512.Create(x)).ToScalar());
        }
        else
        {
            isRight = bits / 4294967296.0 * (1 + e) >= (x >= 0 ? 1 : e);
            visit.LogLikelihood -= _weights[p] * (Elementary.Log1P(e) + (x >= 0 == isRight ? Math.Abs(x) : 0));
        }

        visit.Slopes.Add((2 * (visit.State * _tree.Nodes + node), isRight ? -left : right));
        visit.Action = 2 * visit.Action + (isRight ? 1 : 0);
    }

    private void ApplyGradient(double[] before, double[] parameters, List<Visit[]> visits)
    {
        double[] powers = new double[local.Horizon], toGo = new double[local.Batch], credit = new double[environments.States << levels];
        for (int t = 0; t < local.Horizon; t++) powers[t] = t == 0 ? 1 : powers[t - 1] * environments.Discount;
        for (int t = local.Horizon - 1; t >= 0; t--)
        {
            for (int b = 0; b < local.Batch; b++)
            {
                var visit = visits[t][b];
                toGo[b] += powers[t] * visit.Reward;
                credit[(visit.State << levels) + (visit.Action >> (_tree.Bits - levels))] += toGo[b];
                foreach (var (left, slope) in visit.Slopes)
                {
                    parameters[left] += local.StepSize / local.Batch * toGo[b] * slope;
                    parameters[left + 1] -= local.StepSize / local.Batch * toGo[b] * slope;
                }
            }
        }

        for (int state = 0; state < environments.States; state++)
            MoveTop(before, parameters, state, credit.AsSpan(state << levels, 1 << levels));
    }

    private void MoveTop(double[] before, double[] parameters, int state, Span<double> credit)
    {
        for (int p = levels - 1; p >= 0; p--)
        {
            for (int prefix = 0; prefix < 1 << p; prefix++)
            {
                int node = (1 << p) - 1 + prefix, at = 2 * (state * _tree.Nodes + node);
                var (_, _, left, right) = ComputeNode(before, state, node);
                double total = credit[2 * prefix] + credit[2 * prefix + 1];
                parameters[at] += (credit[2 * prefix] - left * total) * (local.StepSize / local.Batch);
                parameters[at + 1] += (credit[2 * prefix + 1] - right * total) * (local.StepSize / local.Batch);
                credit[prefix] = total;
            }
        }
    }

    private sealed class Visit(int state)
    {
        public int State { get; } = state;

        public int Action { get; set; }

        public double LogLikelihood { get; set; }

        public double Reward { get; set; }

        /// <summary>The indices of the left logits on the path, and the slopes of the log-likelihood.</summary>
        public List<(int Left, double Slope)> Slopes { get; } = [];

        public int Pair(int actions) => State * actions + Action;
    }
}
