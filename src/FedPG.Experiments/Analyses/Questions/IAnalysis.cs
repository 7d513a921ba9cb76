using FedPG.Experiments.Analyses.Answers;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>Answers a question from the results of an experiment. An analysis has no state.</summary>
internal interface IAnalysis
{
    /// <summary>The claim of the paper, or the expectation; empty without a claim.</summary>
    string Claim { get; }

    /// <summary>Analyses the results.</summary>
    /// <param name="experiment">The results.</param>
    /// <exception cref="SpecificationException">The experiment lacks what the analysis compares.</exception>
    Finding Find(AnalysisInput experiment);
}

/// <summary>The result of an analysis.</summary>
/// <param name="Agreement">Whether the runs agree with the claim.</param>
/// <param name="Sentence">The answer in words, with numbers and intervals.</param>
/// <param name="Table">The answer in numbers.</param>
/// <param name="Chart">The answer as a figure.</param>
internal sealed record Finding(Agreement Agreement, string Sentence, AnswerTable Table, AnswerChart Chart);
