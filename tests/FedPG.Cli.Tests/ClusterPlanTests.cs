namespace FedPG.Cli.Tests;

/// <summary>What a run on a cluster is refused for before its folder is made.</summary>
public class ClusterPlanTests : Refusals
{
    private const string Many = "--set agents=100000 --set environment.type=garnet --set environment.states=500";

    /// <summary>Arguments, and what the message must name.</summary>
    public static TheoryData<string, string[]> Runs => new()
    {
        {
            $"{Many} --set runtime.edge-size=1",
            [
                "small.conf: run 's-fedpg-seed0': fedpg.runtime.edge-size: found 100000 edges with 2000 parameters each, 1600000000 bytes; "
                + "accepted: at most a gigabyte in a cluster: a larger edge-size, or fewer parameters",
            ]
        },
        {
            $"{Many} --set server.aggregator=median",
            ["fedpg.server.aggregator: found 'median', which sends", "accepted: at most a gigabyte in a cluster: fewer agents or"]
        },
        {
            "--set fedpg.variants.a.runtime.port=0 --set fedpg.variants.b.runtime.port=1",
            ["small.conf: fedpg.runtime.port, fedpg.runtime.watchdog: found several; accepted: the same for all runs on the cluster"]
        },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public Task A_run_that_cannot_be_sent_is_refused_when_it_is_planned(string arguments, string[] parts) => ShouldBeRefusedAsync(
        ["run", Small(), "--out", Path("out"), "--set", "runtime.mode=cluster", .. arguments.Split(' ')], parts);
}
