using System.Security.Cryptography.X509Certificates;
using FedPG.Actors.Cluster;
using FedPG.Actors.Options;

namespace FedPG.Actors.Tests.Cluster;

public sealed class MutualTlsTests : IDisposable
{
    private const string Password = "correct horse";

    private const string Variable = "FEDPG_TLS_TEST_PASSWORD";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fedpg-tls-");
    private readonly X509Certificate2 _authority = Certificates.Authority();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Only_valid_certificates_signed_by_the_authority_are_accepted()
    {
        using var impostor = Certificates.Authority();
        using var member = Certificates.SignedBy(_authority);
        ShouldBe(member, isTrusted: true);
        ShouldBe(Certificates.SignedBy(impostor), isTrusted: false);
        ShouldBe(Certificates.SelfSigned(), isTrusted: false);
        ShouldBe(Certificates.SelfSigned("authority"), isTrusted: false);
        ShouldBe(Certificates.SignedBy(_authority, fromDays: -5, toDays: -1), isTrusted: false);
        ShouldBe(Certificates.SignedBy(_authority, fromDays: 1, toDays: 5), isTrusted: false);
        ShouldBe(Certificates.SignedBy(member, fromDays: -1, toDays: 1), isTrusted: false);
    }

    [Fact]
    public void A_process_with_a_certificate_of_the_authority_is_set_up()
    {
        using var own = Certificates.SignedBy(_authority);
        var setup = MutualTls.Setup(Options(own));
        setup.RequireMutualAuthentication.ShouldBeTrue();
        setup.SuppressValidation.ShouldBeFalse();
        setup.Certificate.Thumbprint.ShouldBe(own.Thumbprint);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        using var own = Certificates.SignedBy(_authority);
        var options = Options(own);
        Refused(options with { Certificate = "nowhere.p12" }).ShouldBe(
            "fedpg.cluster.tls.certificate: found 'nowhere.p12', which does not exist; accepted: a PKCS#12 file with a certificate "
            + "and its private key, and its password in the environment variable FEDPG_TLS_TEST_PASSWORD");
        Refused(options with { Authority = "" }).ShouldBe(
            "fedpg.cluster.tls.authority: found '', which does not exist; accepted: a PEM file with the authority's certificate");
    }

    [Fact]
    public void A_wrong_password_is_not_repeated()
    {
        using var own = Certificates.SignedBy(_authority);
        var options = Options(own);
        Environment.SetEnvironmentVariable(Variable, "battery staple");
        Refused(options).ShouldBe(
            $"fedpg.cluster.tls.certificate: found {options.Certificate}, which cannot be read as such; "
            + "accepted: a PKCS#12 file with a certificate and its private key, "
            + "and its password in the environment variable FEDPG_TLS_TEST_PASSWORD");
    }

    [Fact]
    public void Files_that_hold_something_else_are_named()
    {
        using var own = Certificates.SignedBy(_authority);
        var options = Options(own);
        File.WriteAllText(options.Certificate, "something else");
        Refused(options).ShouldStartWith($"fedpg.cluster.tls.certificate: found {options.Certificate}, which cannot be read as such");
        options = Options(own);
        File.WriteAllText(options.Authority, "something else");
        Refused(options).ShouldStartWith($"fedpg.cluster.tls.authority: found {options.Authority}, which cannot be read as such");
    }

    [Fact]
    public void A_certificate_without_its_key_or_of_another_authority_is_reported_at_the_start_and_not_by_every_peer()
    {
        using var own = Certificates.SignedBy(_authority);
        using var bare = X509CertificateLoader.LoadCertificate(own.RawData);
        var options = Options(bare);
        Refused(options).ShouldBe(
            $"fedpg.cluster.tls.certificate: found {options.Certificate} without a private key; "
            + "accepted: a certificate with its private key");
        using var stranger = Certificates.SelfSigned();
        options = Options(stranger);
        Refused(options).ShouldBe(
            $"fedpg.cluster.tls.certificate: found {options.Certificate}, which {options.Authority} has not signed; "
            + "accepted: a certificate of the cluster's authority");
    }

    private void ShouldBe(X509Certificate2 certificate, bool isTrusted) =>
        MutualTls.IsSignedBy(certificate, _authority).ShouldBe(isTrusted, certificate.ToString());

    private static string Refused(TlsOptions options)
    {
        string message = Should.Throw<SpecificationException>(() => MutualTls.Setup(options)).Message;
        message.ShouldNotContain(Environment.GetEnvironmentVariable(Variable)!);
        message.ShouldNotContain("\n");
        return message;
    }

    /// <summary>Writes the certificates to files.</summary>
    private TlsOptions Options(X509Certificate2 own)
    {
        string certificate = Path.Combine(_folder.FullName, "node.p12"), authority = Path.Combine(_folder.FullName, "authority.pem");
        File.WriteAllBytes(certificate, own.Export(X509ContentType.Pkcs12, Password));
        File.WriteAllText(authority, _authority.ExportCertificatePem());
        Environment.SetEnvironmentVariable(Variable, Password);
        return new TlsOptions { Enabled = true, Certificate = certificate, PasswordVariable = Variable, Authority = authority };
    }
}
