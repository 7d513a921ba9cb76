using System.CommandLine;
using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Experiments.Specification;

namespace FedPG.Tool.Commands;

/// <summary>
/// The address of a cluster's process and those it joins at: from the options of the command line, else from the environment, else from the
/// file given by <c>--config</c>.
/// </summary>
internal sealed class MemberOptions
{
    public const string HostnameVariable = "FEDPG_HOSTNAME", PortVariable = "FEDPG_PORT", SeedsVariable = "FEDPG_SEED_NODES";

    private readonly Option<string?> _hostname = new("--hostname")
    {
        Description = $"The name or address by which the others reach this process, or auto. Also {HostnameVariable}.",
        HelpName = "NAME|auto",
    };

    private readonly Option<string[]> _seeds = new("--seed-node")
    {
        Description = $"A process through which to join the cluster. May be given several times. Also {SeedsVariable}, with commas.",
        HelpName = "HOST:PORT",
    };

    private readonly Option<string?> _port;

    /// <param name="port">The description of the port's option, with its default.</param>
    public MemberOptions(string port) =>
        _port = new Option<string?>("--port") { Description = $"{port} Also {PortVariable}.", HelpName = "N" };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_hostname);
        command.Add(_port);
        command.Add(_seeds);
    }

    /// <summary>The cluster's settings.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="file">The settings of the file.</param>
    /// <param name="isNode">Whether the process only joins others; a server's address must be the one that the others use.</param>
    public ClusterOptions Cluster(ParseResult parsed, ClusterOptions file, bool isNode) => Cluster(
        parsed.GetValue(_hostname), parsed.GetValue(_seeds) ?? [], Environment.GetEnvironmentVariable, file, isNode);

    /// <summary>The settings of a process that is the server of a cluster, if its experiments run on one.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="file">The settings of the file.</param>
    /// <param name="overrides">All <c>--set</c>: a port among them precedes that of the environment.</param>
    public ProcessConfiguration Server(ParseResult parsed, ProcessConfiguration file, string[] overrides)
    {
        bool isSet = overrides.Any(text => text.Split('=')[0].Trim() is "runtime.port" or "fedpg.runtime.port");
        return file with
        {
            Settings = file.Settings with { Cluster = Cluster(parsed, file.Settings.Cluster, isNode: false) },
            ServerPort = Port(parsed.GetValue(_port), isSet ? _ => null : Environment.GetEnvironmentVariable),
        };
    }

    /// <summary>The port; null if neither the command line nor the environment has one.</summary>
    public int? Port(ParseResult parsed) => Port(parsed.GetValue(_port), Environment.GetEnvironmentVariable);

    /// <summary>The cluster's settings.</summary>
    internal static ClusterOptions Cluster(
        string? hostname, string[] seeds, Func<string, string?> environment, ClusterOptions file, bool isNode)
    {
        if ((hostname ?? Variable(environment, HostnameVariable)) is { } host)
        {
            if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            {
                throw new SpecificationException(
                    hostname is null ? HostnameVariable : "--hostname",
                    Quoted(host),
                    $"the name or address of this machine, or {AutomaticHostname.Auto}");
            }

            file = file with { Hostname = host };
        }

        if (seeds.Length == 0 && Variable(environment, SeedsVariable) is { } list)
        {
            seeds = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            ClusterAddress.Require(seeds, SeedsVariable);
        }

        ClusterAddress.Require(seeds);
        if (seeds.Length > 0) file = file with { SeedNodes = seeds };
        return file.Hostname == AutomaticHostname.Auto
            ? file with { Hostname = isNode ? AutomaticHostname.Towards(file.SeedNodes) : AutomaticHostname.OfMachine() }
            : file;
    }

    /// <summary>The port; null if there is none.</summary>
    internal static int? Port(string? option, Func<string, string?> environment) =>
        CommonOptions.Integer(option, "--port", 0, 65535)
        ?? CommonOptions.Integer(Variable(environment, PortVariable), PortVariable, 0, 65535);

    /// <summary>A variable; null if it is empty or not set.</summary>
    private static string? Variable(Func<string, string?> environment, string name) =>
        environment(name) is { Length: > 0 } value ? value : null;

    private static string Quoted(string text) => text.Length == 0 ? "an empty string" : $"'{CommonOptions.Shown(text)}'";
}
