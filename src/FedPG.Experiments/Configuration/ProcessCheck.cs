using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Checkpoints;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Configuration;

/// <summary>Refuses settings that cannot work, before the process waits for anything.</summary>
internal static class ProcessCheck
{
    /// <summary>Checks the settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="section">The section they were read from, for the error.</param>
    /// <exception cref="SpecificationException">A setting cannot work. No message repeats the database's connection string, which may
    /// hold a password.</exception>
    public static void Require(ProcessSettings settings, ConfigSection section)
    {
        var cluster = settings.Cluster;
        RequireHost(section, "hostname", cluster.Hostname);
        if (cluster.BindHostname is { } bind) RequireHost(section, "bind-hostname", bind);
        Located(section, "cluster", () => ClusterAddress.Require(cluster.SeedNodes));
        RequireTls(section, cluster.Tls);
        bool isShared = settings.Database.Connection != DatabaseOptions.Sqlite;
        if (isShared) Located(section, "database", () => CheckpointDatabase.PostgreSql(settings.Database.Connection));
        if (cluster.Singleton && !isShared)
        {
            throw new SpecificationException($"{section.Source}: fedpg.cluster.singleton",
                "on with database.connection = sqlite", "a PostgreSQL database that all servers see");
        }
    }

    private static void RequireHost(ConfigSection section, string key, string host)
    {
        if (Uri.CheckHostName(host) != UriHostNameType.Unknown) return;
        throw new SpecificationException($"{section.Source}: fedpg.cluster.{key}", host.Length == 0 ?
"an empty string" : $"'{host}'", "the name or address of this machine");
    }

    private static void RequireTls(ConfigSection section, TlsOptions tls)
    {
        string subject = $"{section.Source}: fedpg.cluster.tls";
        if (tls.Enabled)
        {
            if (tls.Certificate.Length == 0) throw new SpecificationException(
                $"{subject}.certificate", "none", "a PKCS#12 file with this process's certificate");
            if (tls.Authority.Length == 0) throw new SpecificationException(
                $"{subject}.authority", "none", "a PEM file with the authority's certificate");
        }
        else if ((tls.Certificate.Length > 0 || tls.Authority.Length > 0) && section.Find(["cluster", "tls", "enabled"]) is null)
        {
            throw new SpecificationException(
                $"{subject}.enabled", "none beside certificate or authority", "on, or off for a cluster without TLS");
        }
    }

    /// <summary>Adds the file to the error.</summary>
    private static void Located(ConfigSection section, string part, Action require)
    {
        try
        {
            require();
        }
        catch (SpecificationException error) when (error.Message.StartsWith($"fedpg.{part}", StringComparison.Ordinal))
        {
            throw new SpecificationException($"{section.Source}: {error.Message}");
        }
    }
}
