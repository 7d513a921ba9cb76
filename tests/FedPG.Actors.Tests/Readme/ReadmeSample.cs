using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Actors.Tests.Readme;

/// <summary>The README's C# example, compiled and run.</summary>
internal static class ReadmeSample
{
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
#pragma warning disable CA2007 // As an application would write it.
        // <readme>
        var specification = new FederationSpecification
        {
            Environments = new SyntheticEnvironment { EpsilonP = 0.3 }.Build(discount: 0.99),
            Agents = 10,
            Rounds = 100,
            Algorithm = "s-fedpg",
            Local = new LocalOptions { Steps = 5, StepSize = 0.05 },
            Seed = 7,
        };

        await using var runtime = ActorRuntime.Start(threads: 2);
        await foreach (RoundReport report in runtime.ScoreAsync(specification, cancellationToken))
        {
            Console.WriteLine($"round {report.Round}: J = {report.Objective:F3}");
        }

        // </readme>
#pragma warning restore CA2007
    }
}
