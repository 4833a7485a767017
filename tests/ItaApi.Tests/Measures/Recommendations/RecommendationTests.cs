using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Measures.Recommendations;

public sealed class RecommendationTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Mae_ngoen_gains_most_by_communicating_and_each_indicator_is_worth_its_points_once()
    {
        var address = await CreateAsync(2565, Some.Example("assessments/57-mae-ngoen-2565.json"));
        var groups = (await RecommendationsAsync(address, 2565))["groups"]!.AsArray();

        Assert.Equal(["7 EIT 21.10 2.11", "9 OIT 0 2.00", "8 EIT 18.78 1.88", "6 EIT 8.99 0.90"], groups.Select(Key));
        Assert.Equal(
            "ตัวชี้วัดที่ 7 ประสิทธิภาพการสื่อสาร ได้ 63.90 คะแนน ต่ำกว่าเกณฑ์จุดแข็ง 21.10 คะแนน "
            + "หากแก้ไขได้ คะแนนรวมจะเพิ่มขึ้น 2.11 คะแนน",
            groups[0]!["textTh"]!.GetValue<string>());
        Assert.StartsWith(
            "Indicator 7, Communication Efficiency, scored 63.90, 21.10 below the threshold",
            groups[0]!["textEn"]!.GetValue<string>(),
            StringComparison.Ordinal);
        Assert.All(groups.SelectMany(group => group!["findings"]!.AsArray().Concat(group["actions"]!.AsArray())), each =>
        {
            Assert.NotEmpty(each!["textTh"]!.GetValue<string>());
            Assert.NotEmpty(each["textEn"]!.GetValue<string>());
        });
        Assert.All(groups.SelectMany(group => group!["actions"]!.AsArray()), action => Assert.NotNull(action!["source"]!["fiscalYear"]));
    }

    [Fact]
    public async Task What_the_assessor_wrote_about_an_item_comes_first_and_then_what_the_item_needs()
    {
        var address = await CreateAsync(2565, Some.Example("assessments/57-mae-ngoen-2565.json"));
        var group = GroupOf(await RecommendationsAsync(address, 2565), 9);

        var findings = group["findings"]!.AsArray();
        Assert.Equal(["O27", "O28"], findings.Take(2).Select(finding => finding!["items"]![0]!.GetValue<string>()));
        Assert.All(findings.Take(2), finding =>
        {
            Assert.Equal("zeroItem", finding!["kind"]!.GetValue<string>());
            Assert.Contains(finding["quoteTh"]!.GetValue<string>(), finding["textTh"]!.GetValue<string>(), StringComparison.Ordinal);
        });
        var kinds = group["actions"]!.AsArray().Select(action => action!["source"]!["kind"]!.GetValue<string>()).ToList();
        Assert.Equal(["document", "framework", "catalogue"], kinds.Distinct());
        Assert.Contains(
            group["actions"]!.AsArray(),
            action => action!["items"]!.ToJsonString() == """["O27"]"""
                && action["textTh"]!.GetValue<string>().StartsWith("เผยแพร่หลักเกณฑ์การบริหาร", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_score_of_hua_nong_proves_which_items_are_zero_and_what_they_are_worth()
    {
        var address = await CreateAsync(2564, Some.Example("assessments/40-hua-nong-2564.json"));
        var answer = await RecommendationsAsync(address, 2564);

        var finding = GroupOf(answer, 10)["findings"]!.AsArray()
            .Single(each => each!["kind"]!.GetValue<string>() == "provenZeroItems")!;
        Assert.Equal("""["O42","O43"]""", finding["items"]!.ToJsonString());
        Assert.Contains("ข้อ O42 และ O43 ได้ 0 คะแนน", finding["textTh"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(
            ["O42", "O43"],
            GroupOf(answer, 10)["actions"]!.AsArray().Where(action => action!["source"]!["kind"]!.GetValue<string>() == "framework")
                .Select(action => action!["items"]![0]!.GetValue<string>()));
        Assert.Equal([10, 9, 8, 6, 4, 2, 7], answer["groups"]!.AsArray().Select(group => group!["indicator"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("เทศบาลตำบลแม่เงิน")]
    [InlineData("องค์การบริหารส่วนตำบลทุ่งโพธิ์")]
    public async Task An_agency_is_never_advised_by_its_own_documents(string name)
    {
        var code = await ita.CreateAgencyAsync(agency => agency["nameTh"] = name);
        await ita.AssessAsync(code, 2565, [.. Enumerable.Repeat(60m, 10)]);

        var sources = (await RecommendationsAsync($"/v1/agencies/{code}/assessments/2565", 2565))["groups"]!.AsArray()
            .SelectMany(group => group!["actions"]!.AsArray())
            .Select(action => action!["source"]!["agencyNameTh"]?.GetValue<string>())
            .ToList();

        Assert.NotEmpty(sources.OfType<string>());
        Assert.DoesNotContain(name, sources);
    }

    [Fact]
    public async Task Notes_and_weak_questions_of_the_document_are_findings_and_its_methods_are_the_first_actions()
    {
        var body = Some.Assessment(90m);
        body["indicators"] = Some.Indicators(StoredMeasures.NinetyBut(8, 80));
        body["questions"] = JsonNode.Parse("""
            [
              { "code": "E11", "indicator": 8, "score": 79.5, "textTh": "ปรับปรุงให้ดีขึ้น" },
              { "code": "E12", "indicator": 8, "score": 91 }
            ]
            """);
        body["notes"] = JsonNode.Parse("""
            [
              {
                "kind": "improvement", "indicators": [8], "textTh": "การมีส่วนร่วมน้อย",
                "methods": ["จัดเวทีรับฟัง", "เปิดช่องทางออนไลน์"]
              },
              { "kind": "suggestion", "indicators": [1], "textTh": "รักษามาตรฐาน" },
              { "kind": "comment", "indicators": [2], "textTh": "ดีมาก" }
            ]
            """);
        var answer = await RecommendationsAsync(await CreateAsync(2565, body), 2565);

        Assert.Equal([8, 1], answer["groups"]!.AsArray().Select(group => group!["indicator"]!.GetValue<int>()));
        var group = GroupOf(answer, 8);
        Assert.Equal(
            ["weakQuestion E11", "note "],
            group["findings"]!.AsArray().Select(finding => $"{finding!["kind"]} {finding["question"]}"));
        Assert.Equal(
            ["ดำเนินการตามวิธีที่เอกสารกำหนด: จัดเวทีรับฟัง", "ดำเนินการตามวิธีที่เอกสารกำหนด: เปิดช่องทางออนไลน์"],
            group["actions"]!.AsArray().Take(2).Select(action => action!["textTh"]!.GetValue<string>()));
        Assert.Null(GroupOf(answer, 1)["worth"]);
    }

    [Fact]
    public async Task What_counts_as_a_weakness_follows_the_threshold_asked_for()
    {
        var address = await CreateAsync(2565, Some.Assessment(90m));

        Assert.Empty((await RecommendationsAsync(address, 2565))["groups"]!.AsArray());
        var asked = await RecommendationsAsync(address, 2565, "?threshold=90.01");
        Assert.Equal(
            Enumerable.Range(1, 10), asked["groups"]!.AsArray().Select(group => group!["indicator"]!.GetValue<int>()).Order());
        Assert.Equal("90.01", asked["strengthThreshold"]!.ToJsonString());
    }

    [Fact]
    public async Task An_item_is_recommended_with_what_it_needs_to_be_counted()
    {
        var body = Some.Assessment(95m);
        body["items"] = JsonNode.Parse("""[{"code":"O1","score":0}]""");

        var group = Assert.Single((await RecommendationsAsync(await CreateAsync(2565, body), 2565))["groups"]!.AsArray())!;

        var action = group["actions"]![0]!;
        Assert.Equal("framework", action["source"]!["kind"]!.GetValue<string>());
        Assert.StartsWith("เผยแพร่แผนผังโครงสร้าง", action["textTh"]!.GetValue<string>(), StringComparison.Ordinal);
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

        Assert.Equal(2, done.Count);
        Assert.Contains("คือ ขึ้นมากที่สุด ซึ่ง", done[0]["textTh"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("คือ ขึ้นสิบ ซึ่ง", done[1]["textTh"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(
            (2566, 40.00m, 75.50m),
            (done[0]["source"]!["fiscalYear"]!.GetValue<int>(), done[0]["source"]!["scoreBefore"]!.GetValue<decimal>(),
                done[0]["source"]!["scoreAfter"]!.GetValue<decimal>()));
        Assert.Contains("ไม่อาจสรุปได้ว่าเป็นผลจากมาตรการ", done[0]["textTh"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_province_has_none_the_nations_are_taken_and_never_the_agencys_own()
    {
        var agency = await AgencyAsync("95");
        await ita.AssessAsync(agency, 2565, StoredMeasures.NinetyBut(4, 60));
        await ita.AssessAsync(agency, 2566, StoredMeasures.NinetyBut(4, 99));
        await ita.AddMeasureAsync(agency, 2565, 2566, indicators: [4], title: "ของตนเอง");
        await RiseAsync("94", 4, 10, 99, "ของจังหวัดอื่น");

        var only = Assert.Single(Agencies(await RecommendationsAsync($"/v1/agencies/{agency}/assessments/2565", 2565)));
        Assert.Contains("ของจังหวัดอื่น", only["textTh"]!.GetValue<string>(), StringComparison.Ordinal);
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

        var action = Assert.Single(Agencies(await RecommendationsAsync($"/v1/agencies/{agency}/assessments/2565", 2565)));

        Assert.Equal(("O15", other), (action["items"]![0]!.GetValue<string>(), action["source"]!["agencyCode"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Of_reported_figures_alone_there_is_nothing_to_recommend()
    {
        var answer = await RecommendationsAsync(await CreateAsync(2566, Some.Example("assessments/reported-only-2566.json")), 2566);

        Assert.Empty(answer["groups"]!.AsArray());
        Assert.Null(answer["strengthThreshold"]);
    }

    [Fact]
    public async Task An_item_of_a_year_whose_items_are_provisional_has_no_worth()
    {
        var body = Some.Assessment(95m);
        body["items"] = JsonNode.Parse("""[{"code":"O42","score":0}]""");

        Assert.Null(Assert.Single((await RecommendationsAsync(await CreateAsync(2566, body), 2566))["groups"]!.AsArray())!["worth"]);
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
        from recommended in answer["groups"]!.AsArray()
        from action in recommended!["actions"]!.AsArray()
        where action!["source"]!["kind"]!.GetValue<string>() == "agency"
        select action;

    private static JsonNode GroupOf(JsonNode answer, int indicator) =>
        answer["groups"]!.AsArray().Single(group => group!["indicator"]!.GetValue<int>() == indicator)!;

    private static string Key(JsonNode? group) =>
        $"{group!["indicator"]} {group["instrument"]} {group["gap"]} {group["worth"]}";

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
