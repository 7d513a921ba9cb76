using FedPG.Control.Processes;

namespace FedPG.Tests.Control;

/// <summary>One trajectory of a process, in the first column of a batch.</summary>
internal sealed class Single(ControlProcess process)
{
    private const int Width = ControlProcess.Block;

    private readonly double[] _ended = new double[Width];
    private double[] _states = [];

    public Single(ControlProcess process, params double[] state)
        : this(process) => _states = Columns(state);

    public double[] State => [.. Enumerable.Range(0, process.Shape.StateDimension).Select(i => _states[i * Width])];

    public double[] Observation
    {
        get
        {
            var observations = new double[process.Shape.ObservationDimension * Width];
            process.Observe(_states, observations, Width);
            return [.. Enumerable.Range(0, process.Shape.ObservationDimension).Select(i => observations[i * Width])];
        }
    }

    public bool Ended => _ended[0] > 0;

    public double[] Reset(params double[] uniforms)
    {
        _states = new double[process.Shape.StateDimension * Width];
        Array.Clear(_ended);
        process.Reset(Columns(uniforms), _states, Width);
        return State;
    }

    public double Step(params double[] action) => Step(action, []);

    public double Step(double[] action, double[] uniforms)
    {
        action.Length.ShouldBe(process.Shape.ActionDimension);
        uniforms.Length.ShouldBe(process.Shape.StepDraws);
        var rewards = new double[Width];
        process.Step(_states, Columns(action), Columns(uniforms), _states, rewards, _ended);
        return rewards[0];
    }

    private static double[] Columns(double[] numbers) => [.. numbers.SelectMany(number => Enumerable.Repeat(number, Width))];
}
