using FedPG.Numerics;

namespace FedPG.Policies;

/// <summary>
/// A policy table π(a|s) that is set from parameters θ. It owns its buffers and is set again and again, so it is not for
/// use by several threads at once.
/// </summary>
public abstract class Policy
{
    private protected readonly AlignedArray<double> _probabilities;
    private protected readonly AlignedArray<double> _logLikelihood;

    private protected Policy(int states, int actions, int parameterCount)
    {
        (States, Actions, ParameterCount) = (states, actions, parameterCount);
        _probabilities = new AlignedArray<double>(states * actions);
        _logLikelihood = new AlignedArray<double>(states * actions);
    }

    /// <summary>S.</summary>
    public int States { get; }

    /// <summary>A.</summary>
    public int Actions { get; }

    /// <summary>How many numbers θ has.</summary>
    public int ParameterCount { get; }

    /// <summary>π, row-major [S][A].</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>What the entropy bonus takes the mean of, row-major [S][A]: log π(a|s), or the weighted sum over bits h(s,a).</summary>
    public ReadOnlySpan<double> LogLikelihood => _logLikelihood;

    /// <summary>Sets θ and with it the table.</summary>
    /// <param name="parameters">θ, flat [<see cref="ParameterCount"/>].</param>
    public abstract void SetParameters(ReadOnlySpan<double> parameters);

    /// <summary>The same for whoever does not look at <see cref="LogLikelihood"/>, which may stay behind.</summary>
    internal virtual void SetProbabilities(ReadOnlySpan<double> parameters) => SetParameters(parameters);
}

/// <summary>A policy whose log-likelihood can be differentiated.</summary>
public abstract class DifferentiablePolicy : Policy
{
    private double[]? _gradient;

    private protected DifferentiablePolicy(int states, int actions, int parameterCount)
        : base(states, actions, parameterCount)
    {
    }

    /// <summary>Σ_{s,a} credit(s,a) ∇_θ log π_θ(a|s) at the θ set last.</summary>
    /// <param name="credit">[S][A] flat.</param>
    /// <param name="gradient">Where it goes, [<see cref="Policy.ParameterCount"/>].</param>
    public abstract void ScoreGradient(ReadOnlySpan<double> credit, Span<double> gradient);

    /// <summary>θ + η Σ_{s,a} credit(s,a) ∇_θ log π_θ(a|s) in place of θ, which must be the one set last.</summary>
    /// <param name="credit">[S][A] flat.</param>
    /// <param name="stepSize">η.</param>
    /// <param name="parameters">θ.</param>
    internal virtual void Ascend(ReadOnlySpan<double> credit, double stepSize, Span<double> parameters)
    {
        var gradient = (_gradient ??= new double[ParameterCount]).AsSpan();
        ScoreGradient(credit, gradient);
        ScaledSum.Add(parameters, gradient, stepSize);
    }
}
