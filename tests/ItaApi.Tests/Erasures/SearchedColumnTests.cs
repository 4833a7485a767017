using ItaApi.Agencies;
using ItaApi.Assessments;
using ItaApi.Measures;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Erasures;

/// <summary>What an erasure searches, against what the tables hold.</summary>
public sealed class SearchedColumnTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Every_column_that_is_not_searched_is_there()
    {
        const string sql = """
            select k.table_name || '.' || k.column_name
            from coded_column k
            where not exists (select from information_schema.columns c
                              where c.table_schema = current_schema() and c.table_name = k.table_name and c.column_name = k.column_name)
            """;

        Assert.Empty(await ReadAsync(sql));
    }

    [Theory]
    [InlineData("agency", AgencySql.TextColumns)]
    [InlineData("assessment", AssessmentSql.TextColumns)]
    [InlineData("measure", MeasureSql.TextColumns)]
    public async Task Every_column_of_text_is_searched(string table, string columns)
    {
        var coded = await ReadAsync($"select column_name from coded_column where table_name = '{table}'");

        Assert.Empty(columns.Split(',', StringSplitOptions.TrimEntries).Intersect(coded));
    }

    [Theory]
    [InlineData("textTh")]
    [InlineData("title")]
    [InlineData("comment")]
    [InlineData("methods")]
    [InlineData("evidenceUrl")]
    [InlineData("reportedBy")]
    [InlineData("reason")]
    [InlineData("pointer")]
    [InlineData("name_th")]
    [InlineData("PropertyValue")]
    [InlineData("Code")]
    public async Task A_member_of_text_is_searched(string member) =>
        Assert.Equal(["false"], await ReadAsync($"select is_coded_member('{member}')::text"));

    [Theory]
    [InlineData("kind")]
    [InlineData("issuedOn")]
    [InlineData("recordedAt")]
    [InlineData("updated_at")]
    [InlineData("agencyCode")]
    [InlineData("status")]
    public async Task A_member_of_codes_or_dates_is_not(string member) =>
        Assert.Equal(["true"], await ReadAsync($"select is_coded_member('{member}')::text"));

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> found = [];
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            found.Add(rows.GetString(0));
        return found;
    }
}
