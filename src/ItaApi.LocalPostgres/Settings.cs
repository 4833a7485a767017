using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ItaApi.LocalPostgres;

/// <summary>
/// The settings on the server's command line, which take precedence over the cluster's <c>postgresql.conf</c>: everything that the service
/// relies on. For the rest, PostgreSQL's defaults and the user's changes apply.
/// </summary>
internal static class Settings
{
    // The shortest limit of all systems, macOS's 104 bytes, less the name of the socket and a reserve.
    private const int LongestSocketFolder = 80;

    // The same answers on every machine.
    private static readonly string[] Always =
    [
        "cluster_name=itaapi",
        "timezone=UTC",
        "log_timezone=UTC",
        // Everything except failed statements: the service answers and logs those.
        "log_min_messages=log",
        // The statements of the service are short; compiling one takes longer than running it.
        "jit=off",
    ];

    private static readonly string[] Fleeting = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

    /// <summary>The options of the server. None contains a blank or a quotation mark, because pg_ctl passes them to a shell.</summary>
    /// <param name="socket">Whether to listen on a socket in the folder of the cluster; otherwise on a free port of 127.0.0.1.</param>
    /// <param name="durable">Whether committed data must survive a crash of the machine.</param>
    public static string CommandLine(bool socket, bool durable)
    {
        string[] address = socket
            ? ["listen_addresses=", "unix_socket_directories=.", "unix_socket_permissions=0700"]
            : ["listen_addresses=127.0.0.1", $"port={FreePort()}", "unix_socket_directories="];

        return string.Join(' ', address.Concat(Always).Concat(durable ? [] : Fleeting).Select(setting => "-c " + setting));
    }

    /// <summary>
    /// Whether a socket is possible in this folder and can be named in a connection string, where a comma separates two hosts.
    /// </summary>
    public static bool AllowSocketIn(string folder) =>
        !OperatingSystem.IsWindows()
        && Encoding.UTF8.GetByteCount(folder) <= LongestSocketFolder
        && !folder.Contains(',', StringComparison.Ordinal);

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
