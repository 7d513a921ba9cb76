namespace FedPG.Actors.Options;

/// <summary>TLS between the processes of a cluster; each shows a certificate, and one that the authority has not signed is refused.</summary>
public sealed record TlsOptions
{
    /// <summary>Whether it is on.</summary>
    public bool Enabled { get; init; }

    /// <summary>This process's certificate with its private key: a PKCS#12 file.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>The password of the certificate's file; it may come from the environment, as <c>${?FEDPG_TLS_PASSWORD}</c>.</summary>
    public string Password { get; init; } = "";

    /// <summary>The certificate of the authority that signs the processes' certificates: a PEM file.</summary>
    public string Authority { get; init; } = "";
}
