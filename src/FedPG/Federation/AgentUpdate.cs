namespace FedPG.Federation;

/// <summary>An agent's update that counted in a round, in two numbers.</summary>
/// <param name="Agent">The agent, from 0.</param>
/// <param name="Norm">‖θ^c − θ_b‖₂, with θ_b the parameters that the agent trained from: θ_r, or an earlier round's for a late
/// update.</param>
/// <param name="Distance">‖θ^c − θ̄‖₂, with θ̄ the aggregate of the round's updates, before the step of an optimiser and before the
/// improvement operator.</param>
internal readonly record struct AgentUpdate(int Agent, double Norm, double Distance);
