using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using FedPG.Actors.Options;
using FedPG.Actors.Runtime;
using FedPG.Federation;

namespace FedPG.Actors.Cluster;

/// <summary>Actor systems that are members of a federation's cluster.</summary>
internal static class ClusterSystem
{
    public const string Name = "fedpg";

    /// <summary>Starts an actor system and has it join.</summary>
    /// <param name="options">How.</param>
    /// <param name="akka">Akka's settings of the user's own, which come first.</param>
    /// <param name="roles">What for.</param>
    /// <param name="port">The port to listen on; 0 is any free one.</param>
    /// <param name="threads">Compute threads; 0 = one a core.</param>
    /// <param name="catalogue">What the names in a run's specification stand for.</param>
    /// <param name="prepare">What the system needs before others can see it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SpecificationException">The port is taken, a certificate is missing, or nobody could be joined in time.</exception>
    public static async Task<ActorSystem> JoinAsync(
        ClusterOptions options,
        Config akka,
        string[] roles,
        int port,
        int threads,
        FederationCatalogue catalogue,
        Action<ActorSystem> prepare,
        CancellationToken cancellationToken)
    {
        RequireSeeds(options, Name, roles.Contains(ClusterRole.Server));
        var system = Create(options, akka, roles, port, threads, catalogue);
        try
        {
            prepare(system);
            await JoinAsync(system, options, roles.Contains(ClusterRole.Server), catalogue, cancellationToken).ConfigureAwait(false);
            return system;
        }
        catch (Exception error)
        {
            // It has joined, and is not to be missed by those who stay.
            var leaving = CoordinatedShutdown.ClusterLeavingReason.Instance;
            await (error is ForeignVersionException ? CoordinatedShutdown.Get(system).Run(leaving) : system.Terminate()).ConfigureAwait(false);
            if (akka.IsEmpty || error is SpecificationException or OperationCanceledException) throw;
            throw AkkaSettings.Refused(akka, error);
        }
    }

    /// <summary>The port a system listens on.</summary>
    public static int PortOf(ActorSystem system) => Akka.Cluster.Cluster.Get(system).SelfAddress.Port ?? 0;

    /// <summary>The configuration of a process of a cluster, apart from its log.</summary>
    /// <param name="options">How it takes part.</param>
    /// <param name="roles">What for.</param>
    /// <param name="port">The port to listen on; 0 is any free one.</param>
    /// <param name="threads">Compute threads; 0 = one a core.</param>
    /// <param name="catalogue">What the names in a run's specification stand for.</param>
    public static Config Configuration(ClusterOptions options, string[] roles, int port, int threads, FederationCatalogue catalogue)
    {
        int cores = threads > 0 ? threads : Environment.ProcessorCount;
        string[] all = [.. roles, ClusterRole.Cores(cores), .. PeerVersion.With(catalogue).Roles];
        return ConfigurationFactory.ParseString($$"""
            akka {
              cluster.roles = [{{string.Join(", ", all.Select(role => $"\"{role}\""))}}]
              remote.dot-netty.tcp {
                hostname = "{{options.BindHostname ?? options.Hostname}}"
                public-hostname = "{{options.Hostname}}"
                port = {{port.ToString(CultureInfo.InvariantCulture)}}
                enable-ssl = {{(options.Tls.Enabled ? "on" : "off")}}
              }
            }
            """)
            .WithFallback(ComputeDispatcher.Configuration(threads))
            .WithFallback(ActorConfiguration.Resource("cluster"))
            .WithFallback(ClusterSingleton.DefaultConfig());
    }

    private static ActorSystem Create(
        ClusterOptions options, Config akka, string[] roles, int port, int threads, FederationCatalogue catalogue)
    {
        var log = ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING
              stdout-loglevel = OFF
              stdout-logger-class = "{{typeof(StandardErrorLogger).AssemblyQualifiedName}}"
              loggers = ["{{typeof(ClusterLogger).AssemblyQualifiedName}}"]
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              coordinated-shutdown.exit-clr = off
              coordinated-shutdown.run-by-clr-shutdown-hook = off
            }
            """);
        var configuration = akka.WithFallback(log).WithFallback(Configuration(options, roles, port, threads, catalogue));
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(configuration));
        if (options.Tls.Enabled) setup = setup.And(MutualTls.Setup(options.Tls));
        try
        {
            return ActorSystem.Create(Name, setup);
        }
        catch (Exception error) when (SocketErrorOf(error) is { } socket)
        {
            throw new SpecificationException(
                string.Create(CultureInfo.InvariantCulture, $"port {port} of {options.BindHostname ?? options.Hostname}"),
                socket.SocketErrorCode == SocketError.AddressAlreadyInUse ? "a port in use" : socket.Message.ReplaceLineEndings(" "),
                "a free port of an address of this machine, or port 0 for any");
        }
        catch (Exception error) when (!akka.IsEmpty && error is not SpecificationException)
        {
            throw AkkaSettings.Refused(akka, error);
        }
    }

    /// <summary>Has an actor system join.</summary>
    /// <param name="system">The system.</param>
    /// <param name="options">How.</param>
    /// <param name="mayBegin">Whether it begins a cluster when there is nobody to join.</param>
    /// <param name="catalogue">What the names in a run's specification stand for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SpecificationException">Nobody could be joined in time.</exception>
    /// <exception cref="ForeignVersionException">A server of the cluster has another version.</exception>
    public static async Task JoinAsync(
        ActorSystem system, ClusterOptions options, bool mayBegin, FederationCatalogue catalogue, CancellationToken cancellationToken)
    {
        var (cluster, seeds, timeout) = (Akka.Cluster.Cluster.Get(system), Seeds(options, system.Name), options.JoinTimeout);
        RequireSeeds(options, system.Name, mayBegin);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            await (seeds.IsEmpty ? cluster.JoinAsync(cluster.SelfAddress, deadline.Token) : cluster.JoinSeedNodesAsync(seeds, deadline.Token)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or Akka.Cluster.ClusterJoinFailedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new SpecificationException(
                "fedpg.cluster.seed-nodes",
                string.Create(CultureInfo.InvariantCulture, $"nobody to join at {string.Join(", ", seeds.Select(seed => $"{seed.Host}:{seed.Port}"))} within {timeout.TotalSeconds} s"),
                "HOST:PORT of a process of the cluster that runs and has the same tls settings");
        }

        PeerVersion.With(catalogue).Require(cluster.State.Members.Where(member => !member.UniqueAddress.Equals(cluster.SelfUniqueAddress)));
    }

    private static void RequireSeeds(ClusterOptions options, string system, bool mayBegin)
    {
        if (!Seeds(options, system).IsEmpty || mayBegin) return;
        throw new SpecificationException("fedpg.cluster.seed-nodes", "none", "HOST:PORT of the server, also as --seed-node HOST:PORT");
    }

    private static ImmutableArray<Address> Seeds(ClusterOptions options, string system) =>
        [.. options.SeedNodes.Select(seed => ClusterAddress.Of(seed, options.Tls.Enabled, system))];

    private static SocketException? SocketErrorOf(Exception error) => error switch
    {
        SocketException socket => socket,
        AggregateException several => several.InnerExceptions.Select(SocketErrorOf).FirstOrDefault(found => found is not null),
        { InnerException: { } inner } => SocketErrorOf(inner),
        _ => null,
    };
}
