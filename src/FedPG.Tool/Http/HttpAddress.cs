using System.Globalization;
using System.Net;

namespace FedPG.Tool.Http;

/// <summary>Where the HTTP endpoints listen.</summary>
/// <param name="Host">A name or an address of this machine; <see cref="Any"/> = every IPv4 address.</param>
/// <param name="Port">The port.</param>
internal sealed record HttpAddress(string Host, int Port)
{
    public const string Any = "0.0.0.0";

    private const string Loopback = "127.0.0.1", Localhost = "localhost";

    /// <summary>The prefixes of the listener. It answers only requests for a host that is among them, or for any host with
    /// <see cref="Any"/>.</summary>
    public IEnumerable<string> Prefixes => Host switch
    {
        Any => [Prefix("*")],
        Loopback when IsLocalhostLoopback() => [Prefix(Loopback), Prefix(Localhost)],
        _ => [Prefix(Host)],
    };

    /// <summary>Parses PORT, which listens on the loopback interface, or HOST:PORT.</summary>
    /// <exception cref="SpecificationException">The text is neither.</exception>
    public static HttpAddress Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        string host = colon < 0 ? Loopback : text[..colon] is "*" ? Any : text[..colon];
        bool isPort = int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        return isPort && port is >= 1 and <= 65535 && Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4
            ? new HttpAddress(host, port)
            : throw new SpecificationException(
                "--http", $"'{text.ReplaceLineEndings(" ")}'", "PORT, from 1 to 65535, or HOST:PORT, such as 9464 or 0.0.0.0:9464");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private string Prefix(string host) => string.Create(CultureInfo.InvariantCulture, $"http://{host}:{Port}/");

    private static bool IsLocalhostLoopback()
    {
        try
        {
            return Dns.GetHostAddresses(Localhost)[0].Equals(IPAddress.Loopback);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
