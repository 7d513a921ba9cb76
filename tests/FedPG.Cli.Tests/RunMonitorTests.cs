using System.Text.Json;
using FedPG.Actors.Cluster;
using FedPG.Experiments.Configuration;
using FedPG.Tool.Http;
using FedPG.Tool.Output;

namespace FedPG.Cli.Tests;

/// <summary>The readiness and the status of <c>fedpg run --http</c>.</summary>
public class RunMonitorTests : Workspace
{
    [Fact]
    public async Task A_run_is_not_ready_while_it_waits_while_no_node_answers_and_when_it_is_to_end()
    {
        using var ending = new CancellationTokenSource();
        var monitor = new RunMonitor(ending.Token);
        monitor.Obstacle.ShouldBe("no experiment has begun");
        monitor.Status().ShouldBe("null");
        var experiment = new ExperimentReader().Read(Small());
        var progress = new RunProgress(experiment, "fedpg run");
        monitor.Begin(progress);
        monitor.Obstacle.ShouldBe("no run has begun");
        progress.Waiting("for 1 node");
        monitor.Obstacle.ShouldBe("waiting for 1 node");
        progress.NodesChanged([new NodeShare("a:1", Cores: 1, IsReachable: true, Edges: 2)]);
        progress.RunBegan(experiment.Runs[0]);
        monitor.Obstacle.ShouldBeNull();
        progress.NodesChanged([new NodeShare("a:1", Cores: 1, IsReachable: false, Edges: 0)]);
        monitor.Obstacle.ShouldBe("no node of the cluster answers");
        var status = JsonElement.Parse(monitor.Status());
        status.GetProperty("experiment").GetString().ShouldBe("small");
        status.GetProperty("nodes")[0].GetProperty("address").GetString().ShouldBe("a:1");
        await ending.CancelAsync();
        monitor.Obstacle.ShouldBe("the process is ending");
    }
}
