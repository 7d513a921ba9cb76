namespace FedPG.Experiments.Analyses.Answers;

/// <summary>The verdict on a claim as text.</summary>
internal static class AnswerVerdict
{
    /// <summary>The verdict as a sentence; empty without a claim.</summary>
    public static string Of(Agreement agreement) => agreement switch
    {
        Agreement.Agrees => "The runs agree with it.",
        Agreement.Disagrees => "The runs disagree with it.",
        Agreement.Inconclusive => "The runs leave it open.",
        _ => "",
    };
}
