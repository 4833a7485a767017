using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>
/// A kept-alive HTTP/1.1 connection that sends requests made beforehand and reads answers to their end. It knows of HTTP what two
/// servers on this machine answer, allocates nothing for a request, and leaves the processors to them.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[128 * 1024];
    private int filled;

    private LoadConnection()
    {
    }

    public static async Task<LoadConnection> OpenAsync(IPEndPoint address)
    {
        var connection = new LoadConnection();
        try
        {
            await connection.socket.ConnectAsync(address);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A request as it goes over the wire.</summary>
    public static byte[] Request(string method, string path, string headers = "", string body = "")
    {
        var content = body.Length == 0
            ? ""
            : FormattableString.Invariant(
                $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        return Encoding.UTF8.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}{content}\r\n{body}");
    }

    /// <summary>Sends a request and reads its answer to the end; answers its status.</summary>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        filled = 0;
        while (!IsWhole(out _))
        {
            if (filled == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0)
                throw new IOException("The server closed the connection.");
            filled += read;
        }

        return Utf8Parser.TryParse(buffer.AsSpan("HTTP/1.1 ".Length), out int status, out _) ? status : 0;
    }

    /// <summary>Sends a request; answers its status and its body, whichever way the server delimits it.</summary>
    public async Task<(int Status, byte[] Body)> AskAsync(ReadOnlyMemory<byte> request)
    {
        var status = await SendAsync(request);
        List<byte> body = [];
        foreach (var (start, length) in Parts())
            body.AddRange(buffer.AsSpan(start, length));
        return (status, [.. body]);
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Whether the answer is there to its end; <paramref name="bodyAt"/> is where its body begins.</summary>
    private bool IsWhole(out int bodyAt)
    {
        var answer = buffer.AsSpan(0, filled);
        var headers = answer.IndexOf("\r\n\r\n"u8);
        bodyAt = headers + 4;
        if (headers < 0)
            return false;
        if (Length(answer[..headers]) is { } length)
            return filled >= bodyAt + length;

        // Whatever is in the chunks, only the last may be empty.
        for (var at = bodyAt; TryChunk(answer, at, out var start, out var size); at = start + size + 2)
        {
            if (size == 0)
                return filled >= start + 2;
        }

        return false;
    }

    private IEnumerable<(int Start, int Length)> Parts()
    {
        IsWhole(out var bodyAt);
        if (Length(buffer.AsSpan(0, bodyAt)) is { } length)
        {
            yield return (bodyAt, length);
            yield break;
        }

        for (var at = bodyAt; TryChunk(buffer.AsSpan(0, filled), at, out var start, out var size) && size > 0; at = start + size + 2)
            yield return (start, size);
    }

    private static int? Length(ReadOnlySpan<byte> headers)
    {
        var name = "\r\nContent-Length: "u8;
        var at = headers.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(headers[(at + name.Length)..], out int length, out _) ? length : null;
    }

    private static bool TryChunk(ReadOnlySpan<byte> answer, int at, out int start, out int size)
    {
        (start, size) = (0, 0);
        if (at >= answer.Length
            || answer[at..].IndexOf("\r\n"u8) is not (> 0 and var line)
            || !Utf8Parser.TryParse(answer.Slice(at, line), out size, out _, 'x'))
        {
            return false;
        }

        start = at + line + 2;
        return start + size <= answer.Length;
    }
}
