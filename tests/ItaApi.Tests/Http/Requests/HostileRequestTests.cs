using System.Diagnostics;
using System.Net;
using System.Text;
using ItaApi.Tests.Support;
using ItaApi.Values;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ItaApi.Tests.Http.Requests;

/// <summary>
/// Requests that are too much: endless bodies, floods of headers, slow connections. The next client notices nothing.
/// </summary>
[Trait("Category", "Slow")]
public sealed class HostileRequestTests(ItaApplication ita, PostgresFixture postgres) : IClassFixture<ItaApplication>
{
    private const int Mebibyte = 1_048_576;

    [Fact]
    public async Task Fifty_megabytes_sent_in_pieces_are_refused_after_the_first()
    {
        using var connection = await OpenPutAsync("Transfer-Encoding: chunked");
        var piece = Encoding.ASCII.GetBytes(new string(' ', 64 * 1024));
        while (connection.Sent < 50 * Mebibyte && await connection.TrySendChunkAsync(piece))
            await Task.Delay(5, TestContext.Current.CancellationToken);

        var (status, text) = await connection.ReadAsync();

        Assert.Equal(413, status);
        Assert.Contains("\"code\":\"body_too_large\"", text, StringComparison.Ordinal);
        Assert.Contains("1048576 bytes", text, StringComparison.Ordinal);
        // What was under way when the answer was given had been sent already.
        Assert.InRange(connection.Sent, Mebibyte, 8 * Mebibyte);
        await IsServedAsync();
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_refused_before_a_byte_of_it()
    {
        using var connection = await OpenPutAsync($"Content-Length: {50 * Mebibyte}");

        Assert.Equal(413, (await connection.ReadAsync()).Status);
        await IsServedAsync();
    }

    [Fact]
    public async Task How_large_a_body_may_be_is_configured_and_told()
    {
        await using var service = ItaApplication.Start(ita.ConnectionString, settings: [("Limits:BodyBytes", "1000")]);
        using var client = ItaApplication.ClientOf(service);
        foreach (var chunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/agencies/{Some.AgencyCode()}")
            {
                Content = new StringContent(new string(' ', 1001), Encoding.UTF8, "application/json"),
            };
            request.Headers.TransferEncodingChunked = chunked;
            request.Headers.ExpectContinue = true;

            var answer = await ItaApplication.SendAsync(client, request);

            answer.IsProblem(413, "body_too_large");
            Assert.Contains("1000 bytes", answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_body_that_stops_coming_is_not_waited_for()
    {
        using var connection = await OpenPutAsync("Content-Length: 1000");
        await connection.SendAsync("{\"nameTh\":");
        var started = Stopwatch.StartNew();

        var (status, text) = await connection.ReadAsync();

        Assert.Equal(408, status);
        Assert.Contains("\"code\":\"body_too_slow\"", text, StringComparison.Ordinal);
        Assert.InRange(
            started.Elapsed, TimeSpan.FromSeconds(Limits.BodyGraceSeconds - 1), TimeSpan.FromSeconds(Limits.BodyGraceSeconds + 10));
    }

    [Fact]
    public async Task A_body_whose_pieces_are_not_what_they_say_is_refused()
    {
        using var connection = await OpenPutAsync("Transfer-Encoding: chunked");
        await connection.SendAsync("nonsense\r\n{}\r\n0\r\n\r\n");

        var (status, text) = await connection.ReadAsync();

        Assert.Equal(400, status);
        Assert.Contains("\"code\":\"bad_request\"", text, StringComparison.Ordinal);
        await IsServedAsync();
    }

    [Fact]
    public async Task A_flood_of_headers_is_refused()
    {
        string[] floods =
        [
            string.Concat(Enumerable.Range(0, 200).Select(number => $"X-{number}: 1\r\n")),
            $"X-Long: {new string('a', 40_000)}\r\n",
        ];
        foreach (var flood in floods)
        {
            using var connection = await RawConnection.OpenAsync(ita.Address);
            await connection.SendAsync($"GET /v1/provinces HTTP/1.1\r\nHost: localhost\r\n{flood}\r\n");

            Assert.Equal(431, (await connection.ReadAsync()).Status);
        }

        await IsServedAsync();
    }

    [Fact]
    public async Task An_address_that_is_too_long_is_refused()
    {
        using var connection = await RawConnection.OpenAsync(ita.Address);
        await connection.SendAsync($"GET /v1/agencies?q={new string('a', 10_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n");

        Assert.Equal(414, (await connection.ReadAsync()).Status);
        (await ita.GetAsync($"/v1/agencies?q={new string('a', 7_000)}")).IsProblem(400, "invalid_request", "q too_long");
    }

    [Fact]
    public void A_connection_that_dawdles_is_closed()
    {
        var limits = ita.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Equal(
            (TimeSpan.FromSeconds(Limits.HeaderSeconds), TimeSpan.FromSeconds(Limits.IdleSeconds), Limits.BodyBytesPerSecond),
            (limits.RequestHeadersTimeout, limits.KeepAliveTimeout, limits.MinRequestBodyDataRate!.BytesPerSecond));
    }

    [Fact]
    public async Task However_much_is_sent_the_memory_it_took_is_given_back()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        // With a quarter of a gigabyte in all; the collector of a server takes what the machine has, and gives it back when it must.
        await using var service = await ServiceProgram.StartAsync(
            database.ConnectionString, ("RateLimit__Enabled", "false"), ("DOTNET_GCHeapHardLimit", "0x10000000"));
        using var client = ItaApplication.Connect(service.Address);
        client.DefaultRequestHeaders.Add("X-Api-Key", ItaApplication.AdministratorKey);
        var bodies = new[]
        {
            // A million members, of which a mebibyte is looked at; as many as a mebibyte holds, known and unknown; lists in lists; one long
            // text.
            "{" + string.Concat(Enumerable.Range(0, 1_000_000).Select(number => $"\"m{number}\":1,")),
            "{\"version\":{" + string.Concat(Enumerable.Range(0, 80_000).Select(number => $"\"m{number}\":1,")),
            "{" + string.Concat(Enumerable.Range(0, 80_000).Select(number => $"\"m{number}\":1,")),
            "{\"aliases\":[" + string.Concat(Enumerable.Repeat("\"\",", 300_000)),
            "{\"aliases\":[" + string.Concat(Enumerable.Repeat("\"\",", 300_000)) + "\"\"]}",
            new string('[', 100_000),
            "{\"nameTh\":\"" + new string('a', 1_000_000) + "\"}",
        };
        await SendAllAsync(client, bodies);
        service.Process.Refresh();
        var before = service.Process.WorkingSet64;

        for (var i = 0; i < 5; i++)
            await SendAllAsync(client, bodies);

        service.Process.Refresh();
        Assert.InRange(service.Process.WorkingSet64 - before, long.MinValue, 128 * Mebibyte);
        Assert.Equal(
            HttpStatusCode.OK, (await ItaApplication.SendAsync(client, new HttpRequestMessage(HttpMethod.Get, "/v1/provinces"))).Status);
    }

    private static async Task SendAllAsync(HttpClient client, string[] bodies)
    {
        await Task.WhenAll(bodies.Select(async body =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/agencies/{Some.AgencyCode()}")
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            request.Headers.ExpectContinue = true;
            Assert.Contains((int)(await ItaApplication.SendAsync(client, request)).Status, (int[])[400, 413]);
        }));
    }

    private async Task<RawConnection> OpenPutAsync(string header)
    {
        var connection = await RawConnection.OpenAsync(ita.Address);
        await connection.SendAsync(
            $"PUT /v1/agencies/{Some.AgencyCode()} HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: {ItaApplication.AdministratorKey}\r\n"
            + $"Content-Type: application/json\r\n{header}\r\n\r\n");
        return connection;
    }

    private async Task IsServedAsync() => Assert.Equal(HttpStatusCode.OK, (await ita.GetAsync("/v1/provinces")).Status);
}
