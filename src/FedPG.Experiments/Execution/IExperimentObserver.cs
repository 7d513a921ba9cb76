using System.Collections.Immutable;
using FedPG.Actors.Cluster;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>Receives an experiment's progress; may be called from several threads at once.</summary>
public interface IExperimentObserver
{
    /// <summary>A round was scored.</summary>
    /// <param name="run">The run.</param>
    /// <param name="report">The score.</param>
    /// <param name="environmentSteps">The run's environment steps so far.</param>
    void RoundScored(RunSpecification run, RoundReport report, long environmentSteps);

    /// <summary>A run began, or continues from a checkpoint.</summary>
    void RunBegan(RunSpecification run);

    /// <summary>A run was completed by an earlier execution and is not repeated. Called before the first run begins.</summary>
    void RunFound(RunSummary summary);

    /// <summary>A run ended, or was interrupted.</summary>
    void RunEnded(RunSummary summary);

    /// <summary>An error that does not belong to one run, such as a full disk or a lost database, ends the experiment. May be called for
    /// each run that is affected.</summary>
    /// <param name="error">The error, which is also thrown when all runs have ended.</param>
    void Ending(Exception error);

    /// <summary>A file of a run that was completed earlier is missing or was changed: the run is restored from its checkpoint, or
    /// repeated.</summary>
    /// <param name="run">The run.</param>
    /// <param name="file">The file's name in the run's folder.</param>
    void Damaged(RunSpecification run, string file);

    /// <summary>The experiment waits.</summary>
    /// <param name="what">What the experiment waits for, in words.</param>
    void Waiting(string what);

    /// <summary>Nodes of the cluster have joined or left, or edges have moved between them.</summary>
    void NodesChanged(ImmutableArray<NodeShare> nodes);
}
