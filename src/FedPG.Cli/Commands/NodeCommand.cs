using FedPG.Federation;
using System.CommandLine;
using System.Globalization;
using FedPG.Actors.Cluster;
using FedPG.Experiments.Specification;

namespace FedPG.Cli.Commands;

/// <summary><c>fedpg node</c>: a process of a cluster that trains agents for whichever experiments its servers run.</summary>
internal static class NodeCommand
{
    public static Command Create(CatalogueOption catalogue)
    {
        var config = CommonOptions.Config();
        var role = new Option<string>("--role") { Description = "agents (default): train; server: hold the cluster together for others to join by.", HelpName = "agents|server" };
        var port = new Option<int>("--port") { Description = "The port to listen on (default 0: any free one).", HelpName = "N" };
        var threads = new Option<int>("--threads") { Description = "Compute threads (default 0: one a core).", HelpName = "N" };
        var seeds = new Option<string[]>("--seed-node") { Description = "A process of the cluster to join by; may be given several times.", HelpName = "HOST:PORT" };
        var command = new Command("node", "Take part in a cluster until interrupted.") { config, role, port, threads, seeds };
        command.SetAction((parsed, token) =>
        {
            var process = CommonOptions.Process(parsed.GetValue(config));
            if (parsed.GetValue(seeds) is { Length: > 0 } given)
            {
                process = process with { Settings = process.Settings with { Cluster = process.Settings.Cluster with { SeedNodes = given } } };
            }

            var (listens, works) = (Port(parsed.GetValue(port)), Threads(parsed.GetValue(threads)));
            return parsed.GetValue(role) switch
            {
                null or ClusterRole.Agents => TrainAsync(process, listens, works, catalogue.Of(parsed, process), token),
                ClusterRole.Server => HoldAsync(process, listens, token),
                var other => throw new SpecificationException("--role", $"'{other}'", "agents or server"),
            };
        });
        return command;
    }

    private static async Task<int> TrainAsync(
        ProcessConfiguration process, int port, int threads, FederationCatalogue catalogue, CancellationToken token)
    {
        var node = new AgentsNode(process.Settings.Cluster, port, threads, process.Akka, catalogue)
        {
            Joined = listens => Say($"joined; listening on {process.Settings.Cluster.Hostname}:{listens}"),
            Lost = () => Say("cut off from the servers; joining again"),
        };
        await node.RunAsync(token);
        return ExitCode.Done;
    }

    private static async Task<int> HoldAsync(ProcessConfiguration process, int port, CancellationToken token)
    {
        await using var holder = await ClusterRuntime.StartAsync(process.Settings.Cluster, port, process.Akka, runsExperiments: false, cancellationToken: token);
        Say($"joined; listening on {process.Settings.Cluster.Hostname}:{holder.Port}");
        var stopped = new TaskCompletionSource();
        await using var registration = token.Register(stopped.SetResult);
        await stopped.Task;
        return ExitCode.Done;
    }

    private static void Say(string what) => Console.Error.WriteLine($"fedpg node: {what}");

    private static int Port(int value) => value is >= 0 and <= 65535 ? value : throw Refused("--port", value, "a port from 0 to 65535");

    private static int Threads(int value) => value is >= 0 and <= 1024 ? value : throw Refused("--threads", value, "a whole number from 0 to 1024");

    private static SpecificationException Refused(string option, int value, string accepted) =>
        new(option, value.ToString(CultureInfo.InvariantCulture), accepted);
}
