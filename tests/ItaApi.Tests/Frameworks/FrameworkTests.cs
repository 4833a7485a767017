using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Frameworks;

public sealed class FrameworkTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task The_years_2561_to_2570_have_rules_of_their_own()
    {
        var list = (await ita.GetAsync("/v1/frameworks")).Json["items"]!.AsArray();

        var shipped = list.Where(year => year!["derivedFrom"] is null).Select(year => year!["fiscalYear"]!.GetValue<int>());
        Assert.Equal(Enumerable.Range(2561, 10), shipped);
        Assert.Equal(
            ["fiscalYear", "revision", "titleTh", "titleEn", "provisional"], list[0]!.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData(2561, "TI,AI,CI,ICI,WI", "VERYHIGH,HIGH,MODERATE,LOW,VERYLOW", 0, "weights indicators questions items gradeRules")]
    [InlineData(2562, "IIT,EIT,OIT", "AA,A,B,C,D,E,F", 0, "weights questions items")]
    [InlineData(2563, "IIT,EIT,OIT", "AA,A,B,C,D,E,F", 43, "")]
    [InlineData(2564, "IIT,EIT,OIT", "AA,A,B,C,D,E,F", 43, "")]
    [InlineData(2565, "IIT,EIT,OIT", "AA,A,B,C,D,E,F", 43, "")]
    [InlineData(2566, "IIT,EIT:EIT1+EIT2,OIT", "EXCELLENT,GOOD,PASSED,IMPROVE,URGENT", 43, "questions items")]
    [InlineData(2567, "IIT,EIT:EIT1+EIT2,OIT", "EXCELLENT,GOOD,PASSED,IMPROVE,URGENT", 0, "questions items")]
    [InlineData(2568, "IIT,EIT:EIT1+EIT2,OIT", "EXCELLENT,GOOD,PASSED,IMPROVE,URGENT", 23, "questions items")]
    [InlineData(2569, "IIT,EIT:EIT1+EIT2,OIT", "EXCELLENT,GOOD,PASSED,IMPROVE,URGENT", 23, "weights indicators questions items")]
    [InlineData(2570, "IIT,EIT:EIT1+EIT2,OIT", "EXCELLENT,GOOD,PASSED,IMPROVE,URGENT", 0, "weights indicators questions items gradeRules")]
    public async Task A_framework_is_the_years_rules_as_data(int year, string instruments, string grades, int items, string provisional)
    {
        var framework = (await ita.GetAsync($"/v1/frameworks/{year}")).Json;

        Assert.Equal(
            [
                "fiscalYear", "revision", "titleTh", "titleEn", "instruments", "indicators", "gradeRules", "strengthThreshold",
                "target", "provisional"
            ],
            framework.AsObject().Select(member => member.Key));
        Assert.Equal((year, 1), (framework["fiscalYear"]!.GetValue<int>(), framework["revision"]!.GetValue<int>()));
        Assert.Equal(instruments, string.Join(',', framework["instruments"]!.AsArray().Select(CodeWithParts)));
        Assert.Equal(1m, framework["instruments"]!.AsArray().Sum(instrument => instrument!["weight"]!.GetValue<decimal>()));
        Assert.Equal(grades, string.Join(',', Each(framework["gradeRules"], "code")));
        Assert.Equal(items, ItemsOf(framework).Count());
        Assert.Equal(provisional, string.Join(' ', framework["provisional"]!.AsArray()));
        var indicators = framework["indicators"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, year == 2561 ? 5 : 10), indicators.Select(indicator => indicator!["number"]!.GetValue<int>()));
        Assert.All(
            year == 2561 ? [] : indicators,
            indicator => Assert.StartsWith(
                "เป็นคะแนนจากการประเมิน", indicator!["descriptionTh"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_item_of_2566_has_a_title_of_its_own()
    {
        var items = ItemsOf((await ita.GetAsync("/v1/frameworks/2566")).Json).ToList();

        Assert.Equal(Enumerable.Range(1, 43).Select(number => $"O{number}"), items.Select(item => item["code"]!.GetValue<string>()));
        Assert.Equal(43, items.Select(item => item["titleTh"]!.GetValue<string>()).Distinct().Count());
    }

    [Theory]
    [InlineData(2563, "O42", "O43")]
    [InlineData(2566, "O42", "O43")]
    [InlineData(2569, "O25", "O26")]
    public async Task The_items_of_the_plan_and_of_its_report_are_named(int year, string plan, string report)
    {
        var roles = ItemsOf((await ita.GetAsync($"/v1/frameworks/{year}")).Json)
            .Where(item => item["role"] is not null)
            .ToDictionary(item => item["role"]!.GetValue<string>(), item => item["code"]!.GetValue<string>());

        Assert.Equal(new Dictionary<string, string> { ["plan"] = plan, ["report"] = report }, roles);
    }

    [Theory]
    [InlineData(
        2564,
        "I1+ I2+ I3+ I4- I5- I6- I7+ I8+ I9- I10- I11~ I12+ I13+ I14+ I15+ "
        + "I16- I17- I18- I19- I20+ I21+ I22- I23+ I24+ I25+ I26+ I27+ I28+ I29+ I30+")]
    [InlineData(
        2567,
        "I1+ I2+ I3- I4+ I5- I6- I7- I8- I9- I10+ I11- I12+ I13+ I14+ I15+ E1+ E2+ E3- E4+ E5+ E6+ E7+ E8+ E9+")]
    public async Task A_question_says_which_answer_is_the_good_one(int year, string directions)
    {
        var framework = (await ita.GetAsync($"/v1/frameworks/{year}")).Json;

        var questions = framework["indicators"]!.AsArray()
            .SelectMany(indicator => indicator!["questions"]?.AsArray() ?? [])
            .Where(question => question!["direction"] is not null)
            .Select(question => question!["code"]!.GetValue<string>() + Sign(question["direction"]!.GetValue<string>()));
        Assert.Equal(directions, string.Join(" ", questions));
    }

    [Theory]
    [InlineData(2560)]
    [InlineData(2579)]
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

    private static string CodeWithParts(JsonNode? instrument) =>
        instrument!["parts"] is { } parts ? $"{instrument["code"]}:{string.Join('+', Each(parts, "code"))}" : $"{instrument["code"]}";

    private static string Sign(string direction) => direction switch
    {
        "positive" => "+",
        "negative" => "-",
        _ => "~",
    };

    private static IEnumerable<JsonNode> ItemsOf(JsonNode framework) => framework["indicators"]!.AsArray()
        .SelectMany(indicator => indicator!["groups"]?.AsArray() ?? [])
        .SelectMany(group => group!["items"]!.AsArray())
        .OfType<JsonNode>();

    private static IEnumerable<string> Each(JsonNode? list, string member) =>
        list!.AsArray().Select(entry => entry![member]!.GetValue<string>());
}
