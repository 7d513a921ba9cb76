namespace FedPG.Algorithms.DriftCorrection;

/// <summary>
/// SCAFFOLD when all agents take part in every round: D_i = c_i − c is all that is needed. Local steps along g_i(θ) − D_i; D_i' = D_i +
/// (θ_{i,H} − θ̄)/(ηH) is made when the next broadcast brings θ̄. Until then the agent keeps ηH D_i + θ_{i,H}, with its round.
/// </summary>
internal sealed class ScaffoldPGOneVector(LocalProblem problem) : CorrectedPolicyGradient(ScaffoldPG.Id, problem)
{
    /// <summary>ηH D_i + θ_{i,H}, and the round.</summary>
    public override int AgentStateLength => ParameterCount + 1;

    protected override void Train(
        LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update, Span<double> state, IAgentGradient gradient,
        (double[] One, double[] Other) buffers)
    {
        Span<double> theta = update, kept = state[..ParameterCount];
        var (g, d) = buffers;
        double length = Problem.StepSize * Problem.LocalSteps;

        // In the first round, and after one in which the agent's update was refused, there is no θ̄ that belongs to the state.
        bool follows = state[^1] > 0 && state[^1] == task.Round - 1;
        for (int i = 0; i < d.Length; i++) d[i] = follows ? (kept[i] - broadcast[i]) / length : 0;
        for (int h = 0; h < Problem.LocalSteps; h++)
        {
            gradient.Compute(theta, g);
            for (int i = 0; i < theta.Length; i++) theta[i] += Problem.StepSize * (g[i] - d[i]);
        }

        for (int i = 0; i < d.Length; i++) kept[i] = length * d[i] + theta[i];
        state[^1] = task.Round;
    }
}
