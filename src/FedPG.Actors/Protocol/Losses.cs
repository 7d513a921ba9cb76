namespace FedPG.Actors.Protocol;

/// <summary>Agent to edge: its training crashed, as the fault model has it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">Which agent.</param>
/// <param name="Attempt">Which of its trainings in this round, from 0.</param>
public sealed record TrainingCrashed(RunId Run, int Round, int Agent, int Attempt) : IRoundMessage;

/// <summary>Agent to edge, from an agent that is being restarted: its local training died with it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">Which agent.</param>
/// <param name="Reason">What it died of.</param>
public sealed record TrainingLost(RunId Run, int Round, int Agent, Exception Reason) : IRoundMessage;

/// <summary>To an edge: the time for an agent's answer has passed, so a message between them was lost.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">Which agent.</param>
public sealed record AnswerOverdue(RunId Run, int Round, int Agent) : IRoundMessage;

/// <summary>Edge to node, from an edge that is being restarted: its share of the open round died with it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Edge">Which edge.</param>
/// <param name="Reason">What it died of.</param>
public sealed record EdgeLost(RunId Run, int Round, int Edge, Exception Reason) : IRoundMessage;

/// <summary>Node to server, from a node that is being restarted: its share of the open round died with it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Node">Which node.</param>
/// <param name="Reason">What it died of.</param>
public sealed record NodeLost(RunId Run, int Round, int Node, Exception Reason) : IRoundMessage;

/// <summary>Up the tree: something failed as often as it may, so the run cannot go on.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Agent">The agent whose training it was; null when it was none's.</param>
/// <param name="Reason">What it failed with at last.</param>
public sealed record RoundFailed(RunId Run, int Round, int? Agent, Exception Reason) : IRoundMessage;
