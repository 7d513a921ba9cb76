namespace FedPG.Experiments.Analyses.Answers;

/// <summary>An agreement in words.</summary>
public static class AnswerVerdict
{
    /// <summary>The verdict, a sentence; empty where nothing was claimed.</summary>
    public static string Of(Agreement agreement) => agreement switch
    {
        Agreement.Agrees => "The runs agree with it.",
        Agreement.Disagrees => "The runs disagree with it.",
        Agreement.Inconclusive => "The runs leave it open.",
        _ => "",
    };
}
