namespace FedPG.Actors.Options;

/// <summary>TLS between the processes of a cluster; each shows a certificate, and one that the authority has not signed is
/// refused.</summary>
public sealed record TlsOptions
{
    /// <summary>Whether it is on.</summary>
    public bool Enabled { get; init; }

    /// <summary>This process's certificate with its private key: a PKCS#12 file.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>The environment variable that has the password of the certificate's file: no file of settings holds a secret.</summary>
    public string PasswordVariable { get; init; } = "FEDPG_TLS_PASSWORD";

    /// <summary>The certificate of the authority that signs the processes' certificates: a PEM file.</summary>
    public string Authority { get; init; } = "";
}
