using System.Net.Sockets;
using System.Text;

namespace ItaApi.Tests.Support;

/// <summary>A connection that sends what it is told to, for requests that no well-behaved client would send.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly TcpClient connection;
    private readonly NetworkStream stream;

    private RawConnection(TcpClient connection)
    {
        this.connection = connection;
        stream = connection.GetStream();
    }

    /// <summary>Bytes sent so far.</summary>
    public long Sent { get; private set; }

    public static async Task<RawConnection> OpenAsync(Uri service)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(service.Host, service.Port, TestContext.Current.CancellationToken);
        return new RawConnection(connection);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.ASCII.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
        Sent += bytes.Length;
    }

    /// <summary>Sends a piece of a chunked body; false once the service has answered or hung up, and wants no more.</summary>
    public async Task<bool> TrySendChunkAsync(byte[] piece)
    {
        if (stream.DataAvailable)
            return false;

        try
        {
            await SendAsync([.. Encoding.ASCII.GetBytes($"{piece.Length:X}\r\n"), .. piece, .. "\r\n"u8]);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>
    /// The status of the answer, and what came with it until the service hung up or had said it all; 0 where it only hung up.
    /// </summary>
    public async Task<(int Status, string Text)> ReadAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while (!Encoding.UTF8.GetString(all.ToArray()).EndsWith("0\r\n\r\n", StringComparison.Ordinal)
                && (read = await stream.ReadAsync(buffer, patience.Token)) > 0)
            {
                all.Write(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // It hung up on what was still being sent; what came before that counts.
        }

        var text = Encoding.UTF8.GetString(all.ToArray());
        return (text.Length > 12 ? int.Parse(text.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0, text);
    }

    public void Dispose()
    {
        stream.Dispose();
        connection.Dispose();
    }
}
