using System.Text.Json.Nodes;
using Dapper;
using ItaApi.Measures.Effectiveness;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Measures.Effectiveness;

/// <summary>How PostgreSQL goes about the comparison over all agencies, on data of the shape it has in production.</summary>
[Trait("Category", "Slow")]
public sealed class EffectivenessPlanTests(PostgresFixture postgres)
{
    private const int Agencies = 1_000;

    [Fact]
    public async Task The_comparison_reads_indexes_and_neither_assessments_nor_measures()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await GenerateAsync(database);

        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var parameters = new { indicator = 7, items = new[] { "O1" }, from = 2565, to = 2566 };
        var plan = JsonNode.Parse((await connection.ExecuteScalarAsync<string>(
            $"explain (format json) {EffectivenessRepository.Sql}", parameters))!)![0]!["Plan"]!;

        var reads = Nodes(plan).Where(node => node["Relation Name"]?.GetValue<string>() is "assessment" or "measure").ToList();
        Assert.Equal(
            ["assessment", "assessment", "measure"],
            reads.Select(node => node["Relation Name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(reads, node => Assert.Equal("Index Only Scan", node["Node Type"]!.GetValue<string>()));
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode plan) =>
        (plan["Plans"]?.AsArray() ?? []).SelectMany(node => Nodes(node!)).Prepend(plan);

    /// <summary>Six years of assessments with the documents that make their rows wide, and four measures an agency and year.</summary>
    private static async Task GenerateAsync(TestDatabase database)
    {
        const string sql = """
            insert into province (code, iso_code, name_th, name_en, region_th, region_en)
            values ('57', 'TH-57', 'เชียงราย', 'Chiang Rai', 'เหนือ', 'North');
            insert into framework (fiscal_year, revision, document, created_at)
            select year, 1, jsonb_build_object('fiscalYear', year, 'revision', 1, 'strengthThreshold', 85), now()
            from generate_series(2563, 2568) year;
            insert into agency (code, name_th, kind, province_code, created_at, updated_at)
            select 'a-' || n, 'หน่วยงาน', 'other', '57', now(), now() from generate_series(1, @agencies) n;
            insert into assessment (
                agency_code, fiscal_year, framework_revision, agency_name_th, agency_kind, basis, scores, total, notes,
                created_at, updated_at)
            select 'a-' || n, year, 1, 'หน่วยงาน', 'other', 'calculated', array_fill(60 + (n * 7 + year) % 40, array[10])::numeric[], 80,
                   jsonb_build_array(repeat(md5(n::text), 20)), now(), now()
            from generate_series(1, @agencies) n, generate_series(2563, 2568) year;
            insert into measure (
                id, agency_code, based_on_fiscal_year, implement_fiscal_year, indicators, titles, steps, status,
                created_at, updated_at)
            select gen_random_uuid(), 'a-' || n, year, year + 1, array[1 + (n + row) % 10]::smallint[], array['มาตรการ'],
                   array[repeat('ขั้นตอน ', 20)], (array['completed', 'planned'])[1 + row % 2], now(), now()
            from generate_series(1, @agencies) n, generate_series(2563, 2567) year, generate_series(1, 4) row;
            """;

        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("set synchronous_commit to on");
        await connection.ExecuteAsync(sql, new { agencies = Agencies });
        // Autovacuum does this in service. An index alone answers only for pages that are known to be all visible, and an older process of
        // the server, of another test, may keep some from being so for a moment.
        foreach (var table in new[] { "assessment", "measure" })
        {
            do
            {
                await connection.ExecuteAsync($"vacuum (analyze) {table}");
            }
            while (!await connection.ExecuteScalarAsync<bool>(
                "select relallvisible = relpages from pg_class where relname = @table", new { table }));
        }
    }
}
