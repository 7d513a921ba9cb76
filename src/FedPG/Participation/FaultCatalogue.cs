using FedPG.Options;

namespace FedPG.Participation;

/// <summary>The faults of agents that an experiment can turn on, in the order in which they apply to a round.</summary>
internal static class FaultCatalogue
{
    public static IEnumerable<IFault> Of(FaultOptions options)
    {
        if (options.Dropout.IsOn) yield return new DropoutFault(options.Dropout);
        if (options.Straggler.IsOn) yield return new StragglerFault(options.Straggler);
        if (options.Crash.IsOn) yield return new CrashFault(options.Crash);
    }
}
