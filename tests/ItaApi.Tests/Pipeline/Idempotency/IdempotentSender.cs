using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Pipeline.Idempotency;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Pipeline.Idempotency;

/// <summary>Sends POSTs under an <c>Idempotency-Key</c>, and looks at what the database remembers of them.</summary>
internal sealed class IdempotentSender(ItaApplication ita)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static string Key() => Guid.NewGuid().ToString();

    public static bool IsReplayed(Answer answer) =>
        answer.Headers.TryGetValues(IdempotencyMiddleware.ReplayedHeader, out var values) && values.SequenceEqual(["true"]);

    public static string AddressOf(JsonNode assessment) =>
        $"/v1/agencies/{assessment["agencyCode"]}/assessments/{assessment["fiscalYear"]}";

    /// <summary>An assessment as it is posted, of an agency of its own in province 57.</summary>
    public async Task<JsonObject> AssessmentAsync()
    {
        var assessment = Some.Assessment();
        (assessment["agencyCode"], assessment["fiscalYear"]) = (await ita.CreateAgencyAsync(), 2565);
        return assessment;
    }

    /// <summary>A client with a key of its own that may write in a province.</summary>
    public async Task<HttpClient> CallerAsync(string provinceCode)
    {
        var made = await ita.PostAsync(
            "/v1/api-keys",
            new JsonObject { ["name"] = "a caller", ["scopes"] = new JsonArray("write"), ["provinces"] = new JsonArray(provinceCode) });
        var client = ita.CreateBareClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", made.Json["key"]!.GetValue<string>());
        return client;
    }

    public async Task<Answer> PostAsync(string? key, JsonNode body, string path = "/v1/assessments", HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (key is not null)
            request.Headers.TryAddWithoutValidation(IdempotencyMiddleware.Header, key);
        return await ItaApplication.SendAsync(client ?? ita.Client, request);
    }

    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(ita.ConnectionString);
        await connection.OpenAsync(Cancelled);
        return connection;
    }

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await ExecuteAsync(connection, sql);
    }

    /// <summary>How many answers are remembered under a key, whoever sent it.</summary>
    public async Task<long> CountAsync(string key)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(
            "select count(*) from idempotent_request where key = $1", connection) { Parameters = { new() { Value = key } } };
        return (long)(await command.ExecuteScalarAsync(Cancelled))!;
    }

    /// <summary>The tables in whose rows a text stands, also where it stands as bytes.</summary>
    public async Task<IReadOnlyList<string>> TablesHoldingAsync(string text)
    {
        const string sql = """
            select t.tablename
            from pg_tables t,
                 query_to_xml(format('select 1 from %I r where strpos(r::text, %L) > 0 or strpos(r::text, %L) > 0', t.tablename, $1,
                                     encode(convert_to($1, 'UTF8'), 'hex')), true, false, '') found
            where t.schemaname = 'public' and xpath_exists('//row', found)
            order by t.tablename
            """;

        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = text } } };
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        List<string> tables = [];
        while (await reader.ReadAsync(Cancelled))
            tables.Add(reader.GetString(0));
        return tables;
    }
}
