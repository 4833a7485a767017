using Dapper;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Measures;

/// <summary>Puts measures where the service finds them, for tests of what it makes of many.</summary>
internal static class StoredMeasures
{
    /// <summary>Stores a measure and returns its id; what is not said does not matter.</summary>
    public static async Task<Guid> AddMeasureAsync(
        this ItaApplication ita, string agencyCode, int basedOn, int implement, string status = "completed",
        int[]? indicators = null, string[]? items = null, string title = "มาตรการตัวอย่าง", bool hasProgress = false)
    {
        const string sql = """
            insert into measure (
                id, agency_code, based_on_fiscal_year, implement_fiscal_year, indicators, items, titles, status, progress,
                created_at, updated_at)
            values (
                @id, @agencyCode, @basedOn, @implement, @indicators::smallint[], @items, array[@title], @status, @progress::jsonb,
                now(), now())
            """;

        var id = Guid.NewGuid();
        await using var connection = new NpgsqlConnection(ita.ConnectionString);
        await connection.ExecuteAsync(sql, new
        {
            id,
            agencyCode,
            basedOn,
            implement,
            indicators = indicators ?? [],
            items = items ?? [],
            title,
            status,
            progress = hasProgress
                ? """[{"recordedAt":"2026-01-31T08:00:00Z","results":["ก"],"suggestions":[],"evidenceUrls":[]}]"""
                : "[]",
        });
        return id;
    }

    /// <summary>Stores an assessment with these scores of the indicators in order.</summary>
    public static async Task AssessAsync(this ItaApplication ita, string agencyCode, int fiscalYear, params decimal[] scores)
    {
        var answer = await ita.PutAsync(
            $"/v1/agencies/{agencyCode}/assessments/{fiscalYear}",
            new System.Text.Json.Nodes.JsonObject { ["indicators"] = Some.Indicators(scores) });
        Assert.True(answer.Status == System.Net.HttpStatusCode.Created, answer.Text);
    }

    /// <summary>Ninety in every indicator but for one.</summary>
    public static decimal[] NinetyBut(int number, decimal score) =>
        [.. Enumerable.Range(1, 10).Select(each => each == number ? score : 90m)];
}
