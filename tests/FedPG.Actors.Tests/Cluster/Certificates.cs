using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FedPG.Actors.Tests.Cluster;

/// <summary>Certificates made for a test.</summary>
internal static class Certificates
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    public static X509Certificate2 Authority(string name = "authority")
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Now.AddDays(-10), Now.AddDays(10));
    }

    /// <summary>A process's certificate with its key, signed by the given authority.</summary>
    public static X509Certificate2 SignedBy(X509Certificate2 signer, double fromDays = -2, double toDays = 2)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var signerKey = signer.GetRSAPrivateKey()!;
        var generator = X509SignatureGenerator.CreateForRSA(signerKey, RSASignaturePadding.Pkcs1);
        using var certificate =
            request.Create(signer.SubjectName, generator, Now.AddDays(fromDays), Now.AddDays(toDays), RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>A self-signed certificate.</summary>
    public static X509Certificate2 SelfSigned(string name = "node")
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(Now.AddDays(-2), Now.AddDays(2));
    }
}
