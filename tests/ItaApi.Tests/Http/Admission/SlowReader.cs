using System.Net.Sockets;
using System.Text;

namespace ItaApi.Tests.Http.Admission;

/// <summary>A client that asks for something and then reads no more of it than it must, so that the service cannot get rid of it.</summary>
internal sealed class SlowReader : IDisposable
{
    private readonly TcpClient connection;

    private SlowReader(TcpClient connection) => this.connection = connection;

    /// <summary>The status that was answered.</summary>
    public string Status { get; private set; } = "";

    public static async Task<SlowReader> AskAsync(Uri service, string path, string accept, string? key = null)
    {
        // A small window, so that the service's answer does not fit into the buffers between.
        var connection = new TcpClient { ReceiveBufferSize = 2_048 };
        await connection.ConnectAsync(service.Host, service.Port, TestContext.Current.CancellationToken);
        var reader = new SlowReader(connection);
        await connection.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(
                $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n{(key is null ? "" : $"X-Api-Key: {key}\r\n")}\r\n"),
            TestContext.Current.CancellationToken);
        var start = new byte[12];
        await connection.GetStream().ReadExactlyAsync(start, TestContext.Current.CancellationToken);
        reader.Status = Encoding.ASCII.GetString(start)[9..];
        return reader;
    }

    public void Dispose() => connection.Dispose();
}
