using FedPG.Kernels.Linear;

namespace FedPG.Control.Exact;

/// <summary>Directions of the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno (Liu and Nocedal 1989).</summary>
/// <param name="memory">The number of steps that are remembered.</param>
internal sealed class AscentHistory(int memory)
{
    private readonly List<(Matrix Step, Matrix Fall, double Product)> _steps = [];

    /// <summary>Stores a step and by how much the gradient fell along it, if the objective is concave along the step.</summary>
    public void Add(Matrix step, Matrix fall)
    {
        double product = step.InnerProduct(fall);
        if (!(product > 0)) return;
        if (_steps.Count == memory) _steps.RemoveAt(0);
        _steps.Add((step, fall, product));
    }

    /// <summary>The direction of ascent.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="scale">A first guess of the inverse of the negative Hessian, applied to a gradient.</param>
    public Matrix Direction(Matrix gradient, Func<Matrix, Matrix> scale)
    {
        var factors = new double[_steps.Count];
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            factors[i] = _steps[i].Step.InnerProduct(gradient) / _steps[i].Product;
            gradient -= factors[i] * _steps[i].Fall;
        }

        var direction = scale(gradient);
        for (int i = 0; i < _steps.Count; i++)
        {
            double factor = factors[i] - _steps[i].Fall.InnerProduct(direction) / _steps[i].Product;
            direction += factor * _steps[i].Step;
        }

        return direction;
    }
}
