using FedPG.Kernels.Linear;

namespace FedPG.Policies;

/// <summary>
/// A policy table π(a|s), computed from parameters θ. It owns its buffers and is meant to be reused for many θ; it is not thread-safe.
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

    /// <summary>The length of θ.</summary>
    public int ParameterCount { get; }

    /// <summary>π, row-major [S][A].</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>
    /// The log-likelihood whose negative mean is the entropy bonus, row-major [S][A]: log π(a|s), or the weighted sum h(s,a) over bits.
    /// </summary>
    public ReadOnlySpan<double> LogLikelihood => _logLikelihood;

    /// <summary>The destination of π, row-major [S][A].</summary>
    protected Span<double> ProbabilityTable => _probabilities;

    /// <summary>The destination of the log-likelihood, row-major [S][A].</summary>
    protected Span<double> LogLikelihoodTable => _logLikelihood;

    /// <summary>The policy whose type says what θ is: this one, or one of those that it is made of.</summary>
    internal virtual Policy Kind => this;

    /// <summary>Sets θ and computes the table.</summary>
    /// <param name="parameters">θ, flat [<see cref="ParameterCount"/>].</param>
    public abstract void SetParameters(ReadOnlySpan<double> parameters);

    /// <summary>Like <see cref="SetParameters"/>, but <see cref="LogLikelihood"/> need not be updated.</summary>
    internal virtual void SetProbabilities(ReadOnlySpan<double> parameters) => SetParameters(parameters);
}

/// <summary>A policy whose log-likelihood can be differentiated.</summary>
public abstract class DifferentiablePolicy : Policy
{
    private double[]? _gradient;

    /// <summary>Allocates the tables of a policy.</summary>
    /// <param name="states">S.</param>
    /// <param name="actions">A.</param>
    /// <param name="parameterCount">The length of θ, a multiple of S: the parameters of a state are consecutive.</param>
    protected DifferentiablePolicy(int states, int actions, int parameterCount)
        : base(states, actions, parameterCount)
    {
    }

    /// <summary>Σ_{s,a} credit(s,a) ∇_θ log π_θ(a|s) at the θ set last.</summary>
    /// <param name="credit">The credit, [S][A] flat.</param>
    /// <param name="gradient">The destination, [<see cref="Policy.ParameterCount"/>].</param>
    public abstract void ScoreGradient(ReadOnlySpan<double> credit, Span<double> gradient);

    /// <summary>
    /// Like <see cref="ScoreGradient"/>, for a credit whose sum over the actions of a state has the expectation 0 under π: a gradient with
    /// the same expectation.
    /// </summary>
    internal virtual void CentredGradient(ReadOnlySpan<double> credit, Span<double> gradient) => ScoreGradient(credit, gradient);

    /// <summary>θ ← θ + η Σ_{s,a} credit(s,a) ∇_θ log π_θ(a|s), where θ must be the one set last.</summary>
    /// <param name="credit">The credit, [S][A] flat.</param>
    /// <param name="stepSize">η.</param>
    /// <param name="parameters">θ, updated in place.</param>
    internal virtual void Ascend(ReadOnlySpan<double> credit, double stepSize, Span<double> parameters)
    {
        var gradient = (_gradient ??= new double[ParameterCount]).AsSpan();
        ScoreGradient(credit, gradient);
        ScaledSum.Add(parameters, gradient, stepSize);
    }
}
