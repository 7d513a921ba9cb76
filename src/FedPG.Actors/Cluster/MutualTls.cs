using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Remote.Transport.DotNetty;
using FedPG.Actors.Options;

namespace FedPG.Actors.Cluster;

/// <summary>Mutual authentication with the cluster's own certificate authority; the machine's trust store is ignored.</summary>
internal static class MutualTls
{
    /// <summary>The TLS setup of the transport.</summary>
    /// <exception cref="SpecificationException">A file cannot be read or does not hold the required certificate. No message repeats a
    /// password.</exception>
    public static DotNettySslSetup Setup(TlsOptions options)
    {
        var own = Load(
            "certificate",
            options.Certificate,
            "a PKCS#12 file with a certificate and its private key, and its password in the environment variable "
                + options.PasswordVariable,
            path => X509CertificateLoader.LoadPkcs12FromFile(path, Environment.GetEnvironmentVariable(options.PasswordVariable)));
        var authority = Load(
            "authority", options.Authority, "a PEM file with the authority's certificate", X509CertificateLoader.LoadCertificateFromFile);
        if (!own.HasPrivateKey)
            throw new SpecificationException(
                "fedpg.cluster.tls.certificate", $"{options.Certificate} without a private key", "a certificate with its private key");
        if (!IsSignedBy(own, authority))
            throw new SpecificationException(
                "fedpg.cluster.tls.certificate", $"{options.Certificate}, which {options.Authority} has not signed",
                "a certificate of the cluster's authority");
        return new DotNettySslSetup(
            own,
            suppressValidation: false,
            requireMutualAuthentication: true,
            (peer, _, _, _, _) => peer is not null && IsSignedBy(peer, authority));
    }

    /// <summary>Whether a certificate is within its validity period and signed by this authority and no other.</summary>
    internal static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    private static X509Certificate2 Load(string key, string path, string accepted, Func<string, X509Certificate2> load)
    {
        try
        {
            return load(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            string found = File.Exists(path) ? $"{path}, which cannot be read as such" : $"'{path}', which does not exist";
            throw new SpecificationException($"fedpg.cluster.tls.{key}", found, accepted);
        }
    }
}
