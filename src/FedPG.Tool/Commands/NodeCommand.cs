using System.CommandLine;
using System.Globalization;
using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg node</c>: a process of a cluster that trains agents for the experiments of its servers.</summary>
internal static class NodeCommand
{
    /// <summary>The longest time that a timer accepts.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    public static Command Create(CatalogueOption catalogue)
    {
        var config = CommonOptions.Config();
        var role = new Option<string>("--role")
        {
            Description = "agents (default): train; server: only hold the cluster together, for other processes to join.",
            HelpName = "agents|server",
        };
        var port = new Option<string?>("--port") { Description = "The port to listen on (default 0: any free one).", HelpName = "N" };
        var threads = new Option<string?>("--threads") { Description = "Compute threads (default 0: one per core).", HelpName = "N" };
        var seeds = new Option<string[]>("--seed-node")
        {
            Description = "A process through which to join the cluster. May be given several times.",
            HelpName = "HOST:PORT",
        };
        var wait = new Option<string?>("--wait")
        {
            Description = "How long to try to join, such as 10m; without a time, forever (default: join-timeout, 30s).",
            HelpName = "TIME",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("node", "Take part in a cluster until interrupted.") { config, role, port, threads, seeds, wait };
        command.SetAction((parsed, token) =>
        {
            var process = CommonOptions.Process(parsed.GetValue(config));
            if (parsed.GetValue(seeds) is { Length: > 0 } given)
            {
                ClusterAddress.Require(given);
                process = With(process, process.Settings.Cluster with { SeedNodes = given });
            }

            if (parsed.GetResult(wait) is not null)
            {
                process = With(process, process.Settings.Cluster with { JoinTimeout = Wait(parsed.GetValue(wait)) });
            }

            var (listens, works) = (Number(parsed.GetValue(port), "--port", 65535), Number(parsed.GetValue(threads), "--threads", 1024));
            return parsed.GetValue(role) switch
            {
                null or ClusterRole.Agents => TrainAsync(process, listens, works, catalogue.Of(parsed, process), token),
                ClusterRole.Server => HoldAsync(process, listens, catalogue.Of(parsed, process), token),
                var other => throw new SpecificationException("--role", $"'{other}'", "agents or server"),
            };
        });
        return command;
    }

    private static async Task<int> TrainAsync(
        ProcessConfiguration process, int port, int threads, FederationCatalogue catalogue, CancellationToken token)
    {
        bool hasJoined = false;
        var node = new AgentsNode(process.Settings.Cluster, port, threads, process.Akka, catalogue)
        {
            Waiting = () => PrintWaiting(process.Settings.Cluster, process.Settings.Cluster.JoinTimeout),
            Joined = listens =>
            {
                hasJoined = true;
                Print($"joined; listening on {process.Settings.Cluster.Hostname}:{listens}");
            },
            Lost = () =>
            {
                Print("cut off from the servers; joining again");
                PrintWaiting(process.Settings.Cluster, Timeout.InfiniteTimeSpan);
            },
        };
        await node.RunAsync(token);
        string runs = node.Runs == 1 ? "1 run" : string.Create(CultureInfo.InvariantCulture, $"{node.Runs} runs");
        if (hasJoined) Print($"left; it trained agents of {runs}");
        return ExitCode.Done;
    }

    private static async Task<int> HoldAsync(
        ProcessConfiguration process, int port, FederationCatalogue catalogue, CancellationToken token)
    {
        if (process.Settings.Cluster.SeedNodes.Length > 0) PrintWaiting(process.Settings.Cluster, process.Settings.Cluster.JoinTimeout);
        await using var holder = await ClusterRuntime.StartAsync(
            process.Settings.Cluster, port, process.Akka, runsExperiments: false, catalogue: catalogue, cancellationToken: token);
        Print($"joined; listening on {process.Settings.Cluster.Hostname}:{holder.Port}");
        var stopped = new TaskCompletionSource();
        await using var registration = token.Register(stopped.SetResult);
        await stopped.Task;
        return ExitCode.Done;
    }

    private static ProcessConfiguration With(ProcessConfiguration process, ClusterOptions cluster) =>
        process with { Settings = process.Settings with { Cluster = cluster } };

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

    private static void Print(string what) => Console.Error.WriteLine($"{CommandName.Current} node: {what}");

    private static int Number(string? text, string option, int most) => CommonOptions.Integer(text, option, 0, most) ?? 0;
}
