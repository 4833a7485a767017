using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Frameworks;

public sealed class FrameworkTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task The_years_2563_to_2568_have_a_framework()
    {
        var list = (await ita.GetAsync("/v1/frameworks")).Json;

        Assert.Equal([2563, 2564, 2565, 2566, 2567, 2568], list["items"]!.AsArray().Select(year => year!["fiscalYear"]!.GetValue<int>()));
        Assert.Equal(
            ["fiscalYear", "revision", "titleTh", "titleEn", "provisional"], list["items"]![0]!.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData(2563, "AA,A,B,C,D,E,F", 43)]
    [InlineData(2564, "AA,A,B,C,D,E,F", 43)]
    [InlineData(2565, "AA,A,B,C,D,E,F", 43)]
    [InlineData(2566, "EXCELLENT,GOOD,PASSED,IMPROVE,URGENT", 43)]
    [InlineData(2567, "EXCELLENT,GOOD,PASSED,IMPROVE,URGENT", 0)]
    [InlineData(2568, "EXCELLENT,GOOD,PASSED,IMPROVE,URGENT", 0)]
    public async Task A_framework_is_the_years_rules_as_data(int year, string grades, int items)
    {
        var framework = (await ita.GetAsync($"/v1/frameworks/{year}")).Json;

        Assert.Equal(
            [
                "fiscalYear", "revision", "titleTh", "titleEn", "instruments", "indicators", "gradeRules", "strengthThreshold",
                "target", "provisional"
            ],
            framework.AsObject().Select(member => member.Key));
        Assert.Equal((year, 1), (framework["fiscalYear"]!.GetValue<int>(), framework["revision"]!.GetValue<int>()));
        Assert.Equal(["IIT", "EIT", "OIT"], Each(framework["instruments"], "code"));
        Assert.Equal(1m, framework["instruments"]!.AsArray().Sum(instrument => instrument!["weight"]!.GetValue<decimal>()));
        Assert.Equal(
            Enumerable.Range(1, 10), framework["indicators"]!.AsArray().Select(indicator => indicator!["number"]!.GetValue<int>()));
        Assert.Equal(grades, string.Join(',', Each(framework["gradeRules"], "code")));
        Assert.Equal(items, framework["indicators"]!.AsArray()
            .SelectMany(indicator => indicator!["groups"]?.AsArray() ?? [])
            .SelectMany(group => group!["items"]!.AsArray()).Count());
    }

    [Theory]
    [InlineData(2562)]
    [InlineData(2569)]
    public async Task A_year_without_a_framework_is_not_found(int year) =>
        (await ita.GetAsync($"/v1/frameworks/{year}")).IsProblem(404, "framework_not_found");

    [Theory]
    [InlineData("""
        insert into assessment (
            agency_code, fiscal_year, framework_revision, agency_name_th, agency_kind, basis, total, created_at, updated_at)
        values ($1, 2564, 99, 'ก', 'other', 'reported', 90, now(), now())
        """)]
    [InlineData("update assessment set framework_revision = 99 where agency_code = $1")]
    public async Task No_assessment_names_a_revision_that_is_not_there_whoever_writes_it(string sql)
    {
        var agency = await ita.CreateAgencyAsync();
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", Some.Assessment());

        var refused = await RefusedAsync(sql, agency);

        Assert.Equal((PostgresErrorCodes.ForeignKeyViolation, "assessment_framework_known"), (refused.SqlState, refused.ConstraintName));
    }

    [Theory]
    [InlineData("update framework set created_at = now() where fiscal_year = 2565")]
    [InlineData("delete from framework where fiscal_year = 2565")]
    [InlineData("truncate framework")]
    public async Task A_revision_that_is_stored_stays_as_it_is_whoever_tries(string sql) =>
        Assert.Contains("never rewritten", (await RefusedAsync(sql)).MessageText, StringComparison.Ordinal);

    private async Task<PostgresException> RefusedAsync(string sql, params object[] values)
    {
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    private static IEnumerable<string> Each(JsonNode? list, string member) =>
        list!.AsArray().Select(entry => entry![member]!.GetValue<string>());
}
