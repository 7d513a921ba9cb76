namespace FedPG.Experiments.Reports;

/// <summary>How far an experiment has come that is still running or broke off.</summary>
/// <param name="IsRunning">Whether a process still writes to its folder.</param>
/// <param name="Ended">Runs that have ended.</param>
/// <param name="Begun">Runs that have rows and no end.</param>
/// <param name="Missing">Runs without a row.</param>
public sealed record ExperimentState(bool IsRunning, int Ended, int Begun, int Missing)
{
    /// <summary>The state in a sentence or two.</summary>
    public string Sentence
    {
        get
        {
            int all = Ended + Begun + Missing;
            string begun = $"{NumberText.Count(Begun)} {(Begun == 1 ? "is" : "are")} incomplete";
            string missing = $"{NumberText.Count(Missing)} {(Missing == 1 ? "has" : "have")} no rows yet";
            string state = IsRunning ? "the experiment is still running" : "the experiment broke off; the same command with --resume continues it";
            return $"Unfinished: {state}. {NumberText.Count(Ended)} of {NumberText.Count(all)} runs have ended, {begun}, {missing}.";
        }
    }
}
