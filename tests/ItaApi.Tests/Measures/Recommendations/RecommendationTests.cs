using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Measures.Recommendations;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Measures.Recommendations;

public sealed class RecommendationTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Mae_ngoen_gains_most_by_communicating_and_each_entry_says_what_it_is_worth()
    {
        var address = await CreateAsync(2565, Some.Example("assessments/57-mae-ngoen-2565.json"));
        var items = (await RecommendationsAsync(address, 2565))["items"]!.AsArray();

        Assert.Equal(["7  2.11", "8  1.88", "9 O27 1.00", "9 O28 1.00", "6  0.90"], items.Select(Key).Distinct());
        Assert.All(items, item =>
        {
            Assert.NotEmpty(item!["titleTh"]!.GetValue<string>());
            Assert.NotEmpty(item["reason"]!.GetValue<string>());
            Assert.NotEmpty(item["reasonTh"]!.GetValue<string>());
        });
        Assert.Contains(items, item => item!["source"]!["agencyNameTh"]?.GetValue<string>() == "องค์การบริหารส่วนตำบลทุ่งโพธิ์");
        Assert.StartsWith(
            "Indicator 7 scored 63.90, 21.10 below the threshold of 85.00.",
            items[0]!["reason"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_weakness_of_hua_nong_has_a_practice_from_a_published_document()
    {
        var address = await CreateAsync(2564, Some.Example("assessments/40-hua-nong-2564.json"));
        var items = (await RecommendationsAsync(address, 2564))["items"]!.AsArray();

        Assert.Equal([10, 9, 8, 6, 4, 2, 7], items.Select(item => item!["indicator"]!.GetValue<int>()).Distinct());
        Assert.Equal(items.Select(Worth).OrderDescending(), items.Select(Worth));
    }

    [Fact]
    public async Task What_counts_as_a_weakness_follows_the_threshold_asked_for()
    {
        var address = await CreateAsync(2565, Some.Assessment(90m));

        Assert.Empty((await RecommendationsAsync(address, 2565))["items"]!.AsArray());
        var asked = await RecommendationsAsync(address, 2565, "?threshold=90.01");
        Assert.Equal(
            Enumerable.Range(1, 10), asked["items"]!.AsArray().Select(item => item!["indicator"]!.GetValue<int>()).Distinct().Order());
        Assert.Equal("90.01", asked["strengthThreshold"]!.ToJsonString());
    }

    [Fact]
    public async Task An_item_nobody_wrote_about_is_recommended_in_the_words_of_the_years_rules()
    {
        var body = Some.Assessment(95m);
        body["items"] = JsonNode.Parse("""[{"code":"O1","score":0}]""");

        var item = Assert.Single((await RecommendationsAsync(await CreateAsync(2565, body), 2565))["items"]!.AsArray())!;

        Assert.Equal(("โครงสร้าง", "framework"), (item["titleTh"]!.GetValue<string>(), item["source"]!["kind"]!.GetValue<string>()));
        Assert.Null(item["titleEn"]);
    }

    [Fact]
    public async Task What_the_provinces_agencies_did_whose_score_rose_the_most_comes_before_what_others_did()
    {
        // A province of its own: no other test of this class puts anything there.
        const string Province = "58";
        var agency = await AgencyAsync(Province);
        await ita.AssessAsync(agency, 2565, StoredMeasures.NinetyBut(3, 60));
        await RiseAsync(Province, 3, 60, 70, "ขึ้นสิบ");
        await RiseAsync(Province, 3, 40, 75.5m, "ขึ้นมากที่สุด");
        await RiseAsync(Province, 3, 80, 60, "ลดลง");
        await RiseAsync(Province, 3, 50, 100, "วางแผนเท่านั้น", "planned");
        await RiseAsync("96", 3, 0, 100, "นอกจังหวัด");

        var done = Agencies(await RecommendationsAsync($"/v1/agencies/{agency}/assessments/2565", 2565)).ToList();

        Assert.Equal(["ขึ้นมากที่สุด", "ขึ้นสิบ"], done.Select(item => item["titleTh"]!.GetValue<string>()));
        Assert.Equal(2566, done[0]["source"]!["fiscalYear"]!.GetValue<int>());
        Assert.Contains(
            "from 40.00 in 2565 to 75.50, which does not show that this was the cause",
            done[0]["reason"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_province_has_none_the_nations_are_taken_and_never_the_agencys_own()
    {
        var agency = await AgencyAsync("95");
        await ita.AssessAsync(agency, 2565, StoredMeasures.NinetyBut(4, 60));
        await ita.AssessAsync(agency, 2566, StoredMeasures.NinetyBut(4, 99));
        await ita.AddMeasureAsync(agency, 2565, 2566, indicators: [4], title: "ของตนเอง");
        await RiseAsync("94", 4, 10, 99, "ของจังหวัดอื่น");

        Assert.Equal(
            "ของจังหวัดอื่น",
            Assert.Single(
                Agencies(await RecommendationsAsync($"/v1/agencies/{agency}/assessments/2565", 2565)))["titleTh"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_measure_for_an_item_answers_that_item()
    {
        var agency = await AgencyAsync("93");
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", new JsonObject
        {
            ["indicators"] = Some.Indicators(Enumerable.Repeat(95m, 10)),
            ["items"] = JsonNode.Parse("""[{"code":"O15","score":0}]"""),
        });
        var other = await AgencyAsync("93");
        await ita.AssessAsync(other, 2565, StoredMeasures.NinetyBut(9, 80));
        await ita.AssessAsync(other, 2566, StoredMeasures.NinetyBut(9, 82));
        await ita.AddMeasureAsync(other, 2565, 2566, items: ["O15"], title: "เผยแพร่สถิติการให้บริการทุกเดือน");

        var item = Assert.Single((await RecommendationsAsync($"/v1/agencies/{agency}/assessments/2565", 2565))["items"]!.AsArray())!;

        var source = item["source"]!;
        Assert.Equal("O15", item["items"]![0]!.GetValue<string>());
        Assert.Equal(("agency", other), (source["kind"]!.GetValue<string>(), source["agencyCode"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Of_reported_figures_alone_there_is_nothing_to_recommend()
    {
        var answer = await RecommendationsAsync(await CreateAsync(2566, Some.Example("assessments/reported-only-2566.json")), 2566);

        Assert.Empty(answer["items"]!.AsArray());
        Assert.Null(answer["strengthThreshold"]);
    }

    [Fact]
    public async Task An_item_of_a_year_whose_items_are_provisional_has_no_worth()
    {
        var body = Some.Assessment(95m);
        body["items"] = JsonNode.Parse("""[{"code":"O42","score":0}]""");

        Assert.Null(Assert.Single((await RecommendationsAsync(await CreateAsync(2566, body), 2566))["items"]!.AsArray())!["worth"]);
    }

    [Theory]
    [InlineData("2565/recommendations?threshold=101", "threshold out_of_range")]
    [InlineData("2565/recommendations?threshold=85.001", "threshold too_many_decimals")]
    [InlineData("2022/recommendations", "fiscalYear gregorian_year")]
    public async Task An_impossible_threshold_or_year_is_refused(string address, string fault) =>
        (await ita.GetAsync($"/v1/agencies/57-nobody/assessments/{address}")).IsProblem(400, "invalid_request", fault);

    [Fact]
    public async Task Without_an_assessment_there_is_nothing_to_recommend_for() =>
        (await ita.GetAsync($"/v1/agencies/{Some.AgencyCode()}/assessments/2565/recommendations")).IsProblem(404, "assessment_not_found");

    private static IEnumerable<JsonNode> Agencies(JsonNode answer) =>
        answer["items"]!.AsArray().Where(item => item!["source"]!["kind"]!.GetValue<string>() == "agency").Select(item => item!);

    private static string Key(JsonNode? item) => $"{item!["indicator"]} {string.Join(',', item["items"]!.AsArray())} {item["worth"]}";

    private static decimal Worth(JsonNode? item) => item!["worth"]!.GetValue<decimal>();

    private Task<string> AgencyAsync(string province) => ita.CreateAgencyAsync(agency => agency["provinceCode"] = province);

    private async Task RiseAsync(string province, int indicator, decimal from, decimal to, string title, string status = "completed")
    {
        var agency = await AgencyAsync(province);
        await ita.AssessAsync(agency, 2565, StoredMeasures.NinetyBut(indicator, from));
        await ita.AssessAsync(agency, 2566, StoredMeasures.NinetyBut(indicator, to));
        await ita.AddMeasureAsync(agency, 2565, 2566, status, [indicator], title: title);
    }

    private async Task<string> CreateAsync(int year, JsonObject body)
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/{year}";
        var answer = await ita.PutAsync(address, body.Without("agencyCode"));
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return address;
    }

    private async Task<JsonNode> RecommendationsAsync(string address, int year, string query = "")
    {
        var answer = await ita.GetAsync($"{address}/recommendations{query}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        Assert.Equal(year, answer.Json["fiscalYear"]!.GetValue<int>());
        return answer.Json;
    }
}

/// <summary>What the service knows from documents. Needs no database.</summary>
public sealed class PracticeCatalogueTests
{
    [Fact]
    public void Every_practice_names_its_document_and_one_indicator_or_item_that_some_shipped_year_has()
    {
        var years = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Frameworks", "Shipped"), "*.json")
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!)
            .ToList();
        var indicators = years.SelectMany(year => year["indicators"]!.AsArray()).Select(indicator => indicator!).ToList();
        var names = indicators.Select(indicator => indicator["nameTh"]!.GetValue<string>()).ToHashSet();
        var titles = indicators.SelectMany(indicator => indicator["groups"]?.AsArray() ?? [])
            .SelectMany(group => group!["items"]!.AsArray())
            .Select(item => item!["titleTh"]!.GetValue<string>())
            .ToHashSet();

        Assert.All(PracticeCatalogue.All, practice =>
        {
            Assert.NotEmpty(PracticeCatalogue.DocumentOf(practice).AgencyNameTh);
            Assert.True(practice.IndicatorTh is null != practice.ItemTh is null);
            Assert.Contains(practice.IndicatorTh ?? practice.ItemTh!, practice.IndicatorTh is null ? titles : names);
        });
        // The five indices of 2561 were replaced in the year after.
        var later = years
            .Where(year => year["fiscalYear"]!.GetValue<int>() > 2561)
            .SelectMany(year => year["indicators"]!.AsArray())
            .Select(indicator => indicator!["nameTh"]!.GetValue<string>())
            .ToHashSet();
        Assert.Subset(PracticeCatalogue.All.Select(practice => practice.IndicatorTh).OfType<string>().ToHashSet(), later);
    }
}
