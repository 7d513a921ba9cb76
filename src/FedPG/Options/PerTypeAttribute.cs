namespace FedPG.Options;

/// <summary>A list with one value per type of environment; a single value is for all types.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PerTypeAttribute : Attribute;
