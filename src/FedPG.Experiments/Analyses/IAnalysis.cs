namespace FedPG.Experiments.Analyses;

/// <summary>Computes an answer from a finished experiment. It has no state and reads nothing but what it is given.</summary>
internal interface IAnalysis
{
    /// <summary>What the paper claims, or what one would expect; empty where there is no claim.</summary>
    string Claim { get; }

    /// <summary>What was found.</summary>
    /// <param name="experiment">The finished experiment.</param>
    /// <exception cref="SpecificationException">The experiment lacks what the analysis compares.</exception>
    Finding Find(FinishedExperiment experiment);
}

/// <summary>What an analysis found.</summary>
/// <param name="Agreement">How it stands to the claim.</param>
/// <param name="Sentence">In words, with numbers and intervals.</param>
/// <param name="Table">In numbers.</param>
/// <param name="Chart">In a picture.</param>
internal sealed record Finding(Agreement Agreement, string Sentence, AnswerTable Table, AnswerChart Chart);
