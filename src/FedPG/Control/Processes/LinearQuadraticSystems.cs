using FedPG.Kernels.Linear;
using FedPG.Random;

namespace FedPG.Control.Processes;

/// <summary>Families of linear-quadratic systems.</summary>
internal static class LinearQuadraticSystems
{
    /// <summary>
    /// Random systems around a common one: A_i = A + ε_A N_i/√n and B_i = B + ε_B N'_i/√n, where A and B themselves are normal numbers
    /// over √n; Q = I, R = 0.2 I, W = 0.01 I, X0 = I.
    /// </summary>
    /// <param name="states">n.</param>
    /// <param name="actions">d.</param>
    /// <param name="types">The number of systems.</param>
    /// <param name="epsilonA">ε_A.</param>
    /// <param name="epsilonB">ε_B.</param>
    /// <param name="seed">The seed of the numbers.</param>
    public static LinearQuadraticSystem[] Draw(int states, int actions, int types, double epsilonA, double epsilonB, long seed)
    {
        var (a, b) = Draw(0);
        return [.. Enumerable.Range(1, types).Select(Type)];

        LinearQuadraticSystem Type(int type)
        {
            var (ownA, ownB) = Draw(type);
            return new LinearQuadraticSystem(
                $"lqr, type {type}",
                a + epsilonA * ownA,
                b + epsilonB * ownB,
                Matrix.Diagonal(states),
                Matrix.Diagonal(actions, 0.2),
                Matrix.Diagonal(states, 0.01),
                Matrix.Diagonal(states));
        }

        (Matrix A, Matrix B) Draw(int type)
        {
            var random = RandomStreams.For(StreamPurpose.Environment, (ulong)seed, agent: type);
            double scale = 1 / Math.Sqrt(states);
            var (drawnA, drawnB) = (new Matrix(states, states), new Matrix(states, actions));
            foreach (ref double entry in drawnA.Values.AsSpan()) entry = scale * random.NextNormal();
            foreach (ref double entry in drawnB.Values.AsSpan()) entry = scale * random.NextNormal();
            return (drawnA, drawnB);
        }
    }

    /// <summary>
    /// The systems of FedLQR (arXiv 2308.11743): A + ε r_i V and I + ε r_i U with r_i = (i − 1)/(types − 1), V = diag(3.5, 1, 0.1),
    /// U = diag(1.5, 0.1, 1); Q = 2I, R = I/2, no noise, X0 = I.
    /// </summary>
    /// <param name="types">The number of systems.</param>
    /// <param name="epsilon">ε.</param>
    public static LinearQuadraticSystem[] FedLqr(int types, double epsilon)
    {
        var a = new Matrix(3, 3, [1.2, 0.5, 0.4, 0.01, 0.75, 0.3, 0.1, 0.02, 1.5]);
        double[] v = [3.5, 1, 0.1], u = [1.5, 0.1, 1];
        return
        [
            .. from i in Enumerable.Range(0, types)
               let shift = types == 1 ? 0 : epsilon * i / (types - 1)
               select new LinearQuadraticSystem(
                   $"FedLQR, system {i + 1}",
                   a + shift * Diagonal(v),
                   Matrix.Diagonal(3) + shift * Diagonal(u),
                   Matrix.Diagonal(3, 2),
                   Matrix.Diagonal(3, 0.5),
                   new Matrix(3, 3),
                   Matrix.Diagonal(3)),
        ];

        static Matrix Diagonal(double[] entries) => Matrix.Of(3, 3, (i, j) => i == j ? entries[i] : 0);
    }

    /// <summary>Whether a process is linear-quadratic.</summary>
    public static bool Has(ControlProcess process) => process is LaneProcess<Chain> or LaneProcess<LinearQuadratic>;

    /// <summary>The distinct systems of linear-quadratic processes, and each process's place among them.</summary>
    public static (List<LinearQuadraticSystem> Systems, int[] Places) Distinct(IReadOnlyList<ControlProcess> processes)
    {
        var systems = new List<LinearQuadraticSystem>();
        int[] places = new int[processes.Count];
        for (int i = 0; i < places.Length; i++)
        {
            var system = Of(processes[i])!;
            places[i] = systems.FindIndex(system.HasMatricesOf);
            if (places[i] >= 0) continue;
            places[i] = systems.Count;
            systems.Add(system);
        }

        return (systems, places);
    }

    /// <summary>The system of a process; null if it is not linear-quadratic.</summary>
    public static LinearQuadraticSystem? Of(ControlProcess process) => process switch
    {
        LaneProcess<Chain> chain => chain.Dynamics.ToSystem(),
        LaneProcess<LinearQuadratic> system => system.Dynamics.System,
        _ => null,
    };
}
