using ItaApi.Faults;
using ItaApi.Http.Admission;
using ItaApi.Values;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ItaApi.Http.Answers;

/// <summary>
/// Sends an answer that is read from the database row by row. It is first taken at the database's speed, in memory or, when it is large, in
/// a temporary file; then it is sent at the client's speed. So a client that reads slowly holds no connection to the database, and an error
/// while reading is answered as one.
/// </summary>
internal static class SpooledAnswer
{
    [Limit("bytes a second at which a client must read an export, at least")]
    private const int BytesPerSecond = 2_048;

    private const int MemoryBytes = 256 * 1024;

    private static readonly MinDataRate Pace = new(BytesPerSecond, TimeSpan.FromSeconds(Limits.BodyGraceSeconds));

    /// <param name="write">Writes the answer.</param>
    /// <param name="source">Where it comes from; closed before anything is sent.</param>
    /// <exception cref="ProblemException">The answer is larger than may be kept, or there is no space for it.</exception>
    public static async Task SendAsync(
        HttpContext http, Func<Stream, CancellationToken, Task> write, IAsyncDisposable? source = null)
    {
        var maxBytes = http.RequestServices.GetRequiredService<WholeExports>().MaxBytes;
        await using var spool = new FileBufferingWriteStream(MemoryBytes, maxBytes);
        await using (source)
        {
            try
            {
                await write(spool, http.RequestAborted);
            }
            // The stream's own exception, for its limit and for the disk; those of the database are of another type.
            catch (IOException)
            {
                throw new ProblemException(new Problem("export_too_large")
                {
                    Arguments = new Dictionary<string, object?> { ["MaxBytes"] = maxBytes },
                });
            }
        }

        http.Response.ContentLength = spool.Length;
        // HTTP/2 has no such feature: its connections have the limit of the server.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } slowest)
            slowest.MinDataRate = Pace;
        await spool.DrainBufferAsync(http.Response.Body, http.RequestAborted);
    }
}
