using System.CommandLine;
using System.Globalization;
using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Tool.Http;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg node</c>: a process of a cluster that trains agents for the experiments of its servers.</summary>
internal static class NodeCommand
{
    /// <summary>The longest time that a timer accepts.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    private sealed record Request(ProcessConfiguration Process, int Port, int Threads, FederationCatalogue Catalogue, HttpAddress? Http)
    {
        public ClusterOptions Cluster => Process.Settings.Cluster;
    }

    public static Command Create(CatalogueOption catalogue)
    {
        var config = CommonOptions.Config();
        var role = new Option<string>("--role")
        {
            Description = "agents (default): train; server: only hold the cluster together, for other processes to join.",
            HelpName = "agents|server",
        };
        var threads = new Option<string?>("--threads") { Description = "Compute threads (default 0: one per core).", HelpName = "N" };
        var member = new MemberOptions("The port to listen on (default 0: any free one).");
        var wait = new Option<string?>("--wait")
        {
            Description = "How long to try to join, such as 10m; without a time, forever (default: join-timeout, 30s).",
            HelpName = "TIME",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var http = CommonOptions.Http();
        var command = new Command("node", "Take part in a cluster until interrupted.") { config, role, threads };
        member.AddTo(command);
        command.Add(wait);
        command.Add(http);
        command.SetAction((parsed, token) =>
        {
            var process = CommonOptions.Process(parsed.GetValue(config));
            bool isServer = parsed.GetValue(role) switch
            {
                null or ClusterRole.Agents => false,
                ClusterRole.Server => true,
                var other => throw new SpecificationException("--role", $"'{CommonOptions.Shown(other)}'", "agents or server"),
            };
            var cluster = member.Cluster(parsed, process.Settings.Cluster, isNode: !isServer);
            if (parsed.GetResult(wait) is not null) cluster = cluster with { JoinTimeout = Wait(parsed.GetValue(wait)) };
            process = process with { Settings = process.Settings with { Cluster = cluster } };
            var request = new Request(
                process,
                member.Port(parsed) ?? 0,
                CommonOptions.Integer(parsed.GetValue(threads), "--threads", 0, 1024) ?? 0,
                catalogue.Of(parsed, process),
                CommonOptions.HttpAddress(parsed.GetValue(http)));
            return isServer ? HoldAsync(request, token) : TrainAsync(request, token);
        });
        return command;
    }

    private static async Task<int> TrainAsync(Request request, CancellationToken token)
    {
        var cluster = request.Cluster;
        bool hasJoined = false;
        var monitor = new MemberMonitor(ClusterRole.Agents, cluster, token);
        var node = new AgentsNode(cluster, request.Port, request.Threads, request.Process.Akka, request.Catalogue)
        {
            Waiting = () => PrintWaiting(cluster, cluster.JoinTimeout),
            Joined = port =>
            {
                hasJoined = true;
                monitor.Joined(port);
                PrintJoined(cluster, port);
            },
            Lost = () =>
            {
                Print("cut off from the servers; joining again");
                PrintWaiting(cluster, Timeout.InfiniteTimeSpan);
            },
        };
        (monitor.Readiness, monitor.Runs) = (() => node.Obstacle, () => node.Runs);
        using var server = MonitoringServer.Start(request.Http, monitor);
        await node.RunAsync(token);
        string runs = node.Runs == 1 ? "1 run" : string.Create(CultureInfo.InvariantCulture, $"{node.Runs} runs");
        if (hasJoined) Print($"left; it trained agents of {runs}");
        return ExitCode.Done;
    }

    private static async Task<int> HoldAsync(Request request, CancellationToken token)
    {
        var cluster = request.Cluster;
        var monitor = new MemberMonitor(ClusterRole.Server, cluster, token);
        using var server = MonitoringServer.Start(request.Http, monitor);
        if (cluster.SeedNodes.Length > 0) PrintWaiting(cluster, cluster.JoinTimeout);
        await using var holder = await ClusterRuntime.StartAsync(
            cluster, request.Port, request.Process.Akka, runsExperiments: false, catalogue: request.Catalogue, cancellationToken: token);
        monitor.Readiness = () => holder.Obstacle;
        monitor.Joined(holder.Port);
        PrintJoined(cluster, holder.Port);
        var stopped = new TaskCompletionSource();
        await using var registration = token.Register(stopped.SetResult);
        await stopped.Task;
        return ExitCode.Done;
    }

    private static TimeSpan Wait(string? text) => text is null
        ? Timeout.InfiniteTimeSpan
        : Duration.TryParse(text, out var time) && time > TimeSpan.Zero && time <= Longest
            ? time
            : throw new SpecificationException(
                "--wait", $"'{text}'", "a time above 0 and up to 24d, such as 30s or 10m, or none to wait forever");

    private static void PrintWaiting(ClusterOptions cluster, TimeSpan time)
    {
        if (cluster.SeedNodes.Length == 0) return;
        string limit = time == Timeout.InfiniteTimeSpan
            ? "without a time limit; press Ctrl-C to stop"
            : string.Create(CultureInfo.InvariantCulture, $"up to {time.TotalSeconds:0.###} s; use --wait to wait without a limit");
        Print($"waiting for a process of the cluster at {string.Join(" or ", cluster.SeedNodes)}, {limit}");
    }

    private static void PrintJoined(ClusterOptions cluster, int port) =>
        Print(string.Create(CultureInfo.InvariantCulture, $"joined; listening on {cluster.Hostname}:{port}"));

    private static void Print(string what) => Console.Error.WriteLine($"{CommandName.Current} node: {what}");
}
