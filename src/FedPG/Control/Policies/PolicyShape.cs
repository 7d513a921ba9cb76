namespace FedPG.Control.Policies;

/// <summary>The sizes of a policy over features.</summary>
/// <param name="Features">F.</param>
/// <param name="Actions">d.</param>
/// <param name="Parameters">The length of θ.</param>
/// <param name="Draws">Uniform random numbers per step.</param>
/// <param name="Choices">Numbers that identify an action: levels, or the action before it is clipped.</param>
/// <param name="Residuals">Numbers per step from which the score follows.</param>
/// <param name="Sums">Numbers that are summed for a score gradient.</param>
internal readonly record struct PolicyShape(
    int Features, int Actions, int Parameters, int Draws, int Choices, int Residuals, int Sums);
