using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace FedPG.Tool.Commands;

/// <summary>
/// The host name <c>auto</c>. A node's is the address of the interface that leads to a seed node: other processes always reach an address,
/// while a container's name may be known to nobody. A server's is the machine's name: seed nodes are written with it.
/// </summary>
internal static class AutomaticHostname
{
    public const string Auto = "auto";

    /// <summary>The address of the interface that leads to the first seed node with a route, else that of any network.</summary>
    /// <param name="seeds">HOST:PORT of the seed nodes.</param>
    public static string Towards(IEnumerable<string> seeds) =>
        seeds.Select(seed => LocalAddress(seed[..seed.LastIndexOf(':')])).FirstOrDefault(address => address is not null) ?? AnyAddress();

    /// <summary>The machine's name if it stands for an address that others can reach, else the address of a network.</summary>
    public static string OfMachine()
    {
        string name = Dns.GetHostName();
        return Addresses(name).Any(address => !IPAddress.IsLoopback(address)) ? name : AnyAddress();
    }

    /// <summary>A UDP socket that is connected sends nothing, and has the local address that packets would leave from.</summary>
    private static string? LocalAddress(string host)
    {
        try
        {
            if (Addresses(host).FirstOrDefault() is not { } remote) return null;
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(remote, 9);
            return ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static IPAddress[] Addresses(string name)
    {
        try
        {
            return Dns.GetHostAddresses(name, AddressFamily.InterNetwork);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    /// <summary>An address of this machine in a network, one with a gateway if there is any; the loopback address without a
    /// network.</summary>
    private static string AnyAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus == OperationalStatus.Up)
        .Where(network => network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .Select(network => network.GetIPProperties())
        .OrderByDescending(properties => properties.GatewayAddresses.Count)
        .SelectMany(properties => properties.UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork, IPAddress.Loopback)
        .ToString();
}
