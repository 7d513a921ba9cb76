namespace FedPG.Actors.Protocol;

/// <summary>Agent to edge: the agent's training crashed, as scheduled by the fault model.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">The agent's number.</param>
/// <param name="Attempt">The attempt of this agent in this round, from 0.</param>
public sealed record TrainingCrashed(RunId Run, int Round, int Agent, int Attempt) : IRoundMessage;

/// <summary>Agent to edge, from an agent that is being restarted: its local training is lost.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">The agent's number.</param>
/// <param name="Reason">The exception that caused the restart.</param>
public sealed record TrainingLost(RunId Run, int Round, int Agent, Exception Reason) : IRoundMessage;

/// <summary>To an edge: an agent's answer has timed out, because a message between the two was lost.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">The agent's number.</param>
internal sealed record AnswerOverdue(RunId Run, int Round, int Agent) : IRoundMessage;

/// <summary>Edge to node, from an edge that is being restarted: its share of the open round is lost.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Edge">The edge's number.</param>
/// <param name="Reason">The exception that caused the restart.</param>
public sealed record EdgeLost(RunId Run, int Round, int Edge, Exception Reason) : IRoundMessage;

/// <summary>Node to server, from a node that is being restarted: its share of the open round is lost.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Node">The node's number.</param>
/// <param name="Reason">The exception that caused the restart.</param>
public sealed record NodeLost(RunId Run, int Round, int Node, Exception Reason) : IRoundMessage;

/// <summary>Up the tree: a component has failed too often, so the run cannot continue.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">The agent whose training failed; null for any other failure.</param>
/// <param name="Reason">The exception of the last attempt.</param>
public sealed record RoundFailed(RunId Run, int Round, int? Agent, Exception Reason) : IRoundMessage;
