using System.Diagnostics;
using System.Net;
using ItaApi.TestData;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Http.Admission;

/// <summary>Clients that read slowly keep nothing from anybody else. With data that do not fit into the buffers between.</summary>
[Trait("Category", "Slow")]
public sealed class WholeExportTests(WholeExportTests.FivePlaces places) : IClassFixture<WholeExportTests.FivePlaces>
{
    private const string Ndjson = "application/x-ndjson";

    private readonly ItaApplication ita = places.Ita;

    [Theory]
    [InlineData("/v1/assessments", Ndjson)]
    [InlineData("/v1/assessments", "text/csv")]
    public async Task While_sixty_read_slowly_a_result_is_answered_at_once_and_the_service_is_ready(string path, string accept)
    {
        SlowReader[] slow = [];
        try
        {
            // Those that are refused are told so; the others have their answer prepared. The service may not have noticed yet that the
            // readers of another test have left.
            await Importing.UntilAsync(async () =>
            {
                Array.ForEach(slow, reader => reader.Dispose());
                slow = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => SlowReader.AskAsync(ita.Address, path, accept)));
                return (4, 56) == (slow.Count(reader => reader.Status == "200"), slow.Count(reader => reader.Status == "429"));
            });
            Assert.Equal(0, await CountActiveAsync());

            using var client = ita.CreateBareClient();
            var times = new List<double>();
            for (var i = 0; i < 21; i++)
            {
                var started = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/agencies/{places.AgencyCode}/assessments/2565/result");
                Assert.Equal(HttpStatusCode.OK, (await ItaApplication.SendAsync(client, request)).Status);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            Assert.InRange(times.Order().ElementAt(times.Count / 2), 0, 200);
            Assert.Equal("ready", (await ita.GetAsync("/health/ready")).Json["status"]!.GetValue<string>());

            using var another = new HttpRequestMessage(HttpMethod.Get, path);
            another.Headers.Add("Accept", accept);
            (await ItaApplication.SendAsync(client, another)).IsProblem(429, "too_many_exports");
        }
        finally
        {
            Array.ForEach(slow, reader => reader.Dispose());
        }
    }

    [Fact]
    public async Task One_caller_leaves_exports_for_others()
    {
        var slow = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SlowReader.AskAsync(ita.Address, "/v1/assessments", "text/csv")));
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/assessments");
            request.Headers.Add("Accept", "text/csv");
            var whole = await ItaApplication.SendAsync(ita.Client, request);

            Assert.Equal(HttpStatusCode.OK, whole.Status);
            Assert.Equal(places.Assessments + 1, whole.Text.AsSpan().TrimEnd().Count('\n') + 1);
        }
        finally
        {
            Array.ForEach(slow, reader => reader.Dispose());
        }

        // What they held is free again.
        await Importing.UntilAsync(async () =>
        {
            using var client = ita.CreateBareClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/assessments");
            request.Headers.Add("Accept", Ndjson);
            return (await ItaApplication.SendAsync(client, request)).Status == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task A_sender_that_is_slow_holds_no_connection()
    {
        var (_, key) = await ita.CreateKeyAsync();
        List<RawConnection> slow = [];
        try
        {
            foreach (var idempotent in Enumerable.Range(0, 30))
            {
                var connection = await RawConnection.OpenAsync(ita.Address);
                slow.Add(connection);
                await connection.SendAsync(
                    "POST /v1/imports/assessments HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 100000\r\n"
                    + $"X-Api-Key: {key}\r\n{(idempotent % 2 == 0 ? $"Idempotency-Key: slow-{idempotent}\r\n" : "")}\r\n"
                    + "agency_code,fiscal_year,total\n");
            }

            Assert.Equal(0, await CountActiveAsync());
            Assert.Equal(HttpStatusCode.OK, (await ita.GetAsync($"/v1/agencies/{places.AgencyCode}")).Status);
        }
        finally
        {
            slow.ForEach(connection => connection.Dispose());
        }
    }

    /// <summary>The connections of the service that do anything, or hold a transaction, a second after they may have begun to.</summary>
    private async Task<long> CountActiveAsync()
    {
        await Task.Delay(1_000, TestContext.Current.CancellationToken);
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = database.CreateCommand("""
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' and backend_type = 'client backend'
            """);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>A fifth of the country in all years.</summary>
    public sealed class FivePlaces(PostgresFixture postgres) : IAsyncLifetime
    {
        public ItaApplication Ita { get; } = new(postgres);

        public string AgencyCode { get; private set; } = "";

        public int Assessments { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await Ita.InitializeAsync();
            var data = NationalData.Generate(provinces: 20, years: NationalData.AllYears);
            await using var database = NpgsqlDataSource.Create(Ita.ConnectionString);
            await NationalLoad.CopyAsync(
                database, data, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), TestContext.Current.CancellationToken);
            await using var command = database.CreateCommand("""
                select min(agency_code) filter (where fiscal_year = 2565), count(*)::int from assessment
                """);
            await using var found = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            Assert.True(await found.ReadAsync(TestContext.Current.CancellationToken));
            (AgencyCode, Assessments) = (found.GetString(0), found.GetInt32(1));
        }

        public ValueTask DisposeAsync() => Ita.DisposeAsync();
    }
}
