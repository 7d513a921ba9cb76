namespace FedPG.Actors.Options;

/// <summary>Mutual TLS between the processes of a cluster: each presents a certificate, and certificates that the authority has not signed
/// are refused.</summary>
public sealed record TlsOptions
{
    /// <summary>Whether TLS is on.</summary>
    public bool Enabled { get; init; }

    /// <summary>This process's certificate with its private key: a PKCS#12 file.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>The environment variable that holds the password of the certificate's file, so that no settings file holds a
    /// secret.</summary>
    public string PasswordVariable { get; init; } = "FEDPG_TLS_PASSWORD";

    /// <summary>The certificate of the authority that signs the processes' certificates: a PEM file.</summary>
    public string Authority { get; init; } = "";
}
