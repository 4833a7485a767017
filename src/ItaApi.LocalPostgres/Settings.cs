using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ItaApi.LocalPostgres;

/// <summary>
/// What the server is told on its command line, which goes before the cluster's own <c>postgresql.conf</c>: everything
/// the service counts on. The rest is PostgreSQL's default, or what the user writes there.
/// </summary>
internal static class Settings
{
    // The shortest limit among the systems, macOS's 104 bytes, less the socket's name and a little.
    private const int LongestSocketFolder = 80;

    // The same answers wherever the service runs.
    private static readonly string[] Always =
    [
        "cluster_name=itaapi",
        "timezone=UTC",
        "log_timezone=UTC",
        // Everything but the statements that failed: those are answered, and logged, by the service.
        "log_min_messages=log",
        // The service's statements are short; compiling one takes longer than running it.
        "jit=off",
    ];

    private static readonly string[] Fleeting = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

    /// <summary>
    /// The server's options. None holds a blank or a quote, since pg_ctl hands them to a shell.
    /// </summary>
    /// <param name="socket">Whether to listen on a socket in the cluster's folder, or else on a free port of 127.0.0.1.</param>
    /// <param name="durable">Whether what is committed has to survive a crash of the machine.</param>
    public static string CommandLine(bool socket, bool durable)
    {
        string[] address = socket
            ? ["listen_addresses=", "unix_socket_directories=.", "unix_socket_permissions=0700"]
            : ["listen_addresses=127.0.0.1", $"port={FreePort()}", "unix_socket_directories="];

        return string.Join(' ', address.Concat(Always).Concat(durable ? [] : Fleeting).Select(setting => "-c " + setting));
    }

    /// <summary>
    /// Whether a socket can be had in this folder and named in a connection string, where a comma parts two hosts.
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
