namespace FedPG.Control.Processes;

/// <summary>A process that is written for one trajectory, as a batch: column by column.</summary>
internal sealed class ScalarProcess(IControlProcess process) : ControlProcess(process.Shape)
{
    /// <summary>The process.</summary>
    public IControlProcess Process { get; } = process;

    public override void Reset(ReadOnlySpan<double> uniforms, Span<double> states, int width)
    {
        double[] draws = new double[Shape.ResetDraws], state = new double[Shape.StateDimension];
        for (int column = 0; column < width; column++)
        {
            Load(uniforms, width, column, draws);
            Process.Reset(draws, state);
            Store(state, states, width, column);
        }
    }

    public override void Observe(ReadOnlySpan<double> states, Span<double> observations, int width)
    {
        double[] state = new double[Shape.StateDimension], observation = new double[Shape.ObservationDimension];
        for (int column = 0; column < width; column++)
        {
            Load(states, width, column, state);
            Process.Observe(state, observation);
            Store(observation, observations, width, column);
        }
    }

    public override void Step(
        ReadOnlySpan<double> states,
        ReadOnlySpan<double> actions,
        ReadOnlySpan<double> uniforms,
        Span<double> next,
        Span<double> rewards,
        Span<double> ended)
    {
        int width = rewards.Length;
        double[] state = new double[Shape.StateDimension], after = new double[Shape.StateDimension];
        double[] action = new double[Shape.ActionDimension], draws = new double[Shape.StepDraws];
        for (int column = 0; column < width; column++)
        {
            Load(states, width, column, state);
            if (ended[column] > 0)
            {
                Store(state, next, width, column);
                rewards[column] = 0;
                continue;
            }

            Load(actions, width, column, action);
            Load(uniforms, width, column, draws);
            var step = Process.Step(state, action, draws, after);
            Store(after, next, width, column);
            (rewards[column], ended[column]) = (step.Reward, step.Ended ? 1 : 0);
        }
    }

    private static void Load(ReadOnlySpan<double> matrix, int width, int column, Span<double> rows)
    {
        for (int i = 0; i < rows.Length; i++) rows[i] = matrix[i * width + column];
    }

    private static void Store(ReadOnlySpan<double> rows, Span<double> matrix, int width, int column)
    {
        for (int i = 0; i < rows.Length; i++) matrix[i * width + column] = rows[i];
    }
}
