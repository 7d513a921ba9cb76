namespace FedPG.Experiments.Specification;

/// <summary>A swept setting and its value in a run.</summary>
/// <param name="Setting">The setting, without the leading <c>fedpg.</c>, e.g. <c>local.steps</c>.</param>
/// <param name="Value">Its value as it was written; a number or a flag in the form that JSON has for it.</param>
public sealed record SweepValue(string Setting, string Value);
