using System.Text.Json;
using ItaApi.Http.Serialization;
using ItaApi.TestData;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.National;

/// <summary>What the benchmarks measure on is loaded directly, and is what the service would have stored.</summary>
[Trait("Category", "Slow")]
public sealed class NationalLoadTests(ItaApplication ita, PostgresFixture postgres) : IClassFixture<ItaApplication>
{
    private const string When = "array['created_at', 'updated_at']";

    /// <summary>Everything that is stored of the country but the moments, and the ids of measures, which an import gives itself.</summary>
    private static readonly string[] Everything =
    [
        $"select (to_jsonb(g) - {When})::text from agency g order by g.code",
        $"select (to_jsonb(a) - {When})::text from assessment a order by a.agency_code, a.fiscal_year",
        $"select (to_jsonb(m) - {When} - 'id')::text from measure m order by m.agency_code, m.based_on_fiscal_year, m.titles",
        $"""
        select concat_ws(
            ' ', h.resource, case when h.resource <> 'measure' then h.subject end, h.version, h.action, h.state - {When} - 'id')
        from history h
        order by 1
        """,
        "select concat_ws(' ', c.resource, c.action, c.agency_code, c.fiscal_year, c.version) from change c order by 1",
        "select distinct concat_ws(' ', s.subject, s.province_code, s.fiscal_year) from province_stamp s order by 1",
    ];

    [Fact]
    public async Task A_country_that_is_loaded_directly_is_the_one_that_is_imported()
    {
        var country = NationalData.Generate(provinces: 3, years: NationalData.AllYears);
        await using var other = new ItaApplication(postgres);
        await other.InitializeAsync();
        await using var copied = NpgsqlDataSource.Create(other.ConnectionString);
        await NationalLoad.CopyAsync(
            copied, country, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), TestContext.Current.CancellationToken);

        await ImportAsync("agencies", country.Agencies.Select(agency => agency.Body with { Code = agency.Code }));
        await ImportAsync(
            "assessments",
            country.FiscalYears.SelectMany(
                year => country.Agencies.Select(
                    agency => country.AssessmentOf(agency, year) with { AgencyCode = agency.Code, FiscalYear = year })));
        var measures = country.FiscalYears.SelectMany(
            year => country.Agencies.SelectMany(agency => country.MeasuresOf(agency, year)));
        await ImportAsync("measures", measures.Select(measure => new
        {
            measure.AgencyCode,
            measure.BasedOnFiscalYear,
            measure.ImplementFiscalYear,
            measure.Indicators,
            measure.Titles,
            measure.ResponsibleUnits,
            measure.Status,
        }));

        await using var imported = NpgsqlDataSource.Create(ita.ConnectionString);
        foreach (var sql in Everything)
        {
            var rows = await ReadAsync(imported, sql);
            Assert.NotEmpty(rows);
            Assert.Equal(rows, await ReadAsync(copied, sql));
        }
    }

    private async Task ImportAsync<T>(string subject, IEnumerable<T> items)
    {
        var lines = items.Select(item => JsonSerializer.Serialize(item, Json.Options)).ToList();
        var answer = await ita.ImportAsync(string.Join('\n', lines), Importing.Ndjson, subject: subject);
        Assert.Equal($"{lines.Count} 0 0 0", answer.Counts());
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlDataSource database, string sql)
    {
        List<string> rows = [];
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(reader.GetString(0));
        return rows;
    }
}
