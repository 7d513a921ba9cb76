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

/// <summary>Creates actor systems that are members of a federation's cluster.</summary>
internal static class ClusterSystem
{
    public const string Name = "fedpg";

    /// <summary>Starts an actor system and joins the cluster.</summary>
    /// <param name="options">The cluster's settings.</param>
    /// <param name="akka">The user's own Akka settings, which take precedence.</param>
    /// <param name="roles">The member's roles.</param>
    /// <param name="port">The port to listen on; 0 = any free port.</param>
    /// <param name="threads">Compute threads; 0 = one per core.</param>
    /// <param name="catalogue">What the names in a run's specification stand for.</param>
    /// <param name="prepare">Called before the system joins, to create the actors that other members rely on.</param>
    /// <param name="cancellationToken">Cancels the join.</param>
    /// <exception cref="SpecificationException">The port is in use, a certificate is missing, or no seed node could be joined in
    /// time.</exception>
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
            // This member has joined already: it leaves properly, so that the others do not have to down it.
            var leaving = CoordinatedShutdown.ClusterLeavingReason.Instance;
            await (error is ForeignVersionException ? CoordinatedShutdown.Get(system).Run(leaving) : system.Terminate())
                .ConfigureAwait(false);
            if (akka.IsEmpty || error is SpecificationException or OperationCanceledException) throw;
            throw AkkaSettings.Refused(akka, error);
        }
    }

    /// <summary>The port a system listens on.</summary>
    public static int PortOf(ActorSystem system) => Akka.Cluster.Cluster.Get(system).SelfAddress.Port ?? 0;

    /// <summary>The configuration of a cluster member, apart from logging.</summary>
    /// <param name="options">The cluster's settings.</param>
    /// <param name="roles">The member's roles.</param>
    /// <param name="port">The port to listen on; 0 = any free port.</param>
    /// <param name="threads">Compute threads; 0 = one per core.</param>
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

    /// <summary>Joins the cluster with an existing actor system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="options">The cluster's settings.</param>
    /// <param name="mayBegin">Whether this member may form a new cluster when there are no seed nodes.</param>
    /// <param name="catalogue">What the names in a run's specification stand for.</param>
    /// <param name="cancellationToken">Cancels the join.</param>
    /// <exception cref="ClusterNotFoundException">No seed node could be joined in time.</exception>
    /// <exception cref="ForeignVersionException">A server of the cluster has a different version.</exception>
    public static async Task JoinAsync(
        ActorSystem system, ClusterOptions options, bool mayBegin, FederationCatalogue catalogue, CancellationToken cancellationToken)
    {
        var (cluster, seeds, timeout) = (Akka.Cluster.Cluster.Get(system), Seeds(options, system.Name), options.JoinTimeout);
        RequireSeeds(options, system.Name, mayBegin);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            // With TLS a server would log every connection that ends before its handshake as an attack.
            if (!seeds.IsEmpty && !seeds.Contains(cluster.SelfAddress) && !options.Tls.Enabled)
                await SeedProbe.AwaitAsync(seeds, SeedProbe.ConnectAsync, TimeProvider.System, deadline.Token).ConfigureAwait(false);
            await (
                seeds.IsEmpty ? cluster.JoinAsync(cluster.SelfAddress, deadline.Token) : cluster.JoinSeedNodesAsync(seeds, deadline.Token))
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or Akka.Cluster.ClusterJoinFailedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string tried = string.Join(", ", seeds.Select(seed => $"{seed.Host}:{seed.Port}"));
            throw new ClusterNotFoundException(
                tried, string.Create(CultureInfo.InvariantCulture, $"within {timeout.TotalSeconds} s"));
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
