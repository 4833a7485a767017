using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>
/// Stands between a server and its database and counts how often the server waits for an answer: every Sync or simple Query it sends.
/// What the database counts would not do: it counts transactions, and knows nothing of a wait.
/// </summary>
internal sealed class RoundTrips : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly NpgsqlConnectionStringBuilder database;
    private long count;

    public RoundTrips(string connectionString)
    {
        database = new NpgsqlConnectionStringBuilder(connectionString);
        listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
        _ = AcceptAsync();
    }

    /// <summary>The way to the database that leads through here.</summary>
    public string ConnectionString { get; }

    public long Count => Interlocked.Read(ref count);

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptSocketAsync());
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket server)
    {
        var isFolder = Path.IsPathRooted(database.Host);
        using var behind = isFolder
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await behind.ConnectAsync(isFolder
            ? new UnixDomainSocketEndPoint(Path.Combine(database.Host!, $".s.PGSQL.{database.Port}"))
            : new DnsEndPoint(database.Host!, database.Port));
        server.NoDelay = true;
        await using var front = new NetworkStream(server, ownsSocket: true);
        await using var back = new NetworkStream(behind, ownsSocket: false);
        try
        {
            await Task.WhenAny(CountAsync(front, back), back.CopyToAsync(front));
        }
        catch (IOException)
        {
            // One of the two went away.
        }
    }

    /// <summary>Passes on what the server says, message by message.</summary>
    private async Task CountAsync(NetworkStream front, NetworkStream back)
    {
        // The first message has no type: four bytes of length, which count themselves.
        var header = new byte[5];
        await PassAsync(header.AsMemory(0, 4), lengthAt: 0);
        while (true)
        {
            await PassAsync(header, lengthAt: 1);
            if (header[0] is (byte)'S' or (byte)'Q')
                Interlocked.Increment(ref count);
        }

        async Task PassAsync(Memory<byte> start, int lengthAt)
        {
            await front.ReadExactlyAsync(start);
            var rest = BinaryPrimitives.ReadInt32BigEndian(start.Span[lengthAt..]) - 4;
            var message = new byte[start.Length + rest];
            start.CopyTo(message);
            await front.ReadExactlyAsync(message.AsMemory(start.Length));
            await back.WriteAsync(message);
        }
    }
}
