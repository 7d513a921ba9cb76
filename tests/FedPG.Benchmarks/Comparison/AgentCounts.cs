using System.Diagnostics;
using FedPG.Actors;

namespace FedPG.Benchmarks.Comparison;

/// <summary>
/// The cost of a round against the number of agents. Each number is measured in its own process, as in a separate run: earlier measurements
/// would leave another heap.
/// </summary>
internal static class AgentCounts
{
    /// <summary>The command that measures one number.</summary>
    public const string One = "agents-of";

    /// <summary>Measures all numbers, one process after the other.</summary>
    public static async Task RunAsync()
    {
        Console.WriteLine(
            "\nagents: a round of one local step of workload W each, against a bare loop, each number in a process of its own");
        foreach (int agents in (int[])[10, 100, 1_000, 10_000, 100_000, 1_000_000])
        {
            string[] arguments = [One, agents.ToString(System.Globalization.CultureInfo.InvariantCulture)];
            string host = Environment.ProcessPath!;
            bool isShared = Path.GetFileNameWithoutExtension(host) == "dotnet";
            using var process = Process.Start(
                new ProcessStartInfo(host, isShared ? [typeof(AgentCounts).Assembly.Location, .. arguments] : arguments))!;
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Measures one number.</summary>
    public static async Task<int> MeasureAsync(int agents)
    {
        await using var runtime = ActorRuntime.Start();

        // The first round creates the actors; the median of the others is the cost of a round.
        var run = Workload.OneStep(agents) with { Rounds = Math.Clamp(2_000_000 / agents, 11, 20_000) };
        var (start, round) = await Federations.TimesAsync(runtime, run);
        double loop = Federations.LoopSeconds(run with { Rounds = Math.Clamp(200_000 / agents, 1, 2_000) });
        string first = FormattableString.Invariant($"  {agents,9:N0}  first round, start included, {start,5:F2} s");
        string then = FormattableString.Invariant(
            $"then {round / agents * 1e6,5:F2} µs per agent and round   {round / loop,5:F2} × the loop's {loop / agents * 1e6:F2}");
        Console.WriteLine($"{first}   {then}");
        return 0;
    }
}
