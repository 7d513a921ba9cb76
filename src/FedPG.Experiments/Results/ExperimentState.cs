using FedPG.Experiments.Text;

namespace FedPG.Experiments.Results;

/// <summary>The state of an experiment that is still running or was interrupted.</summary>
/// <param name="IsRunning">Whether a process is writing to the folder.</param>
/// <param name="Ended">The number of runs that have ended.</param>
/// <param name="Begun">The number of runs that have rows but have not ended.</param>
/// <param name="Missing">The number of runs without rows.</param>
public sealed record ExperimentState(bool IsRunning, int Ended, int Begun, int Missing)
{
    /// <summary>The state in a sentence.</summary>
    public string Sentence => About("The experiment");

    /// <summary>The state of a named experiment in a sentence.</summary>
    internal string About(string name)
    {
        int all = Ended + Begun + Missing;
        string begun = $"{NumberText.Count(Begun)} {(Begun == 1 ? "is" : "are")} incomplete";
        string missing = $"{NumberText.Count(Missing)} {(Missing == 1 ? "has" : "have")} no rows yet";
        string runs = $"{NumberText.Count(Ended)} of {NumberText.Count(all)} runs have ended, {begun}, {missing}";
        return IsRunning
            ? $"{name} is still running: {runs}."
            : $"{name} was interrupted: {runs}. The same command with --resume continues it.";
    }
}
