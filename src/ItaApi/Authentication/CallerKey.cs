using System.Net;
using System.Net.Sockets;

namespace ItaApi.Authentication;

/// <summary>What distinguishes callers for limits: the key, or the network of a caller without a valid one.</summary>
internal static class CallerKey
{
    /// <summary>The bytes of an IPv6 address that identify a network; its holder has all addresses of it.</summary>
    private const int NetworkBytes = 8;

    public static string Of(HttpContext http) => Caller.Of(http).Identity ?? NetworkOf(http.Connection.RemoteIpAddress);

    public static string NetworkOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        return address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address?.ToString() ?? "none";
    }
}
