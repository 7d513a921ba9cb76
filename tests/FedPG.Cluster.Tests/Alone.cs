namespace FedPG.Cluster.Tests;

/// <summary>Tests with limits of seconds, such as the database's, or with shares of work that the load of the machine decides: nothing else
/// runs beside them. All others wait for processes, mostly for their detectors of failures, and run two at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = nameof(Alone);
}
