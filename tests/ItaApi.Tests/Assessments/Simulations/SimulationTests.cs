using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments.Simulations;

public sealed class SimulationTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Publishing_O42_and_O43_brings_hua_nong_from_68_to_73_to_78()
    {
        var one = await SimulateAsync(HuaNong(("O42", 100)));
        var both = await SimulateAsync(HuaNong(("O42", 100), ("O43", 100)));

        Assert.Equal(("68.00", "73.00"), (Total(one, "before"), Total(one, "after")));
        Assert.Equal(("78.00", "B"), (Total(both, "after"), both["after"]!["grade"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_way_to_a_grade_takes_the_known_zero_items_first_and_says_what_each_step_gains()
    {
        var body = HuaNong();
        body["targetGrade"] = "B";

        var target = (await SimulateAsync(body))["target"]!;

        Assert.True(target["reachable"]!.GetValue<bool>());
        Assert.Equal("7.00", target["pointsNeeded"]!.ToJsonString());
        Assert.Equal(["O42 5.00", "O43 5.00"], target["steps"]!.AsArray().Select(step => $"{step!["item"]} {step["gain"]}"));
    }

    [Fact]
    public async Task The_grade_to_reach_may_be_given_by_its_thai_name()
    {
        var body = HuaNong();
        body["targetGrade"] = "ระดับ B";

        Assert.Equal("B", (await SimulateAsync(body))["target"]!["grade"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_way_of_hua_nong_to_an_A_asks_for_the_items_its_score_proves_to_be_zero_and_for_scores_that_items_can_give()
    {
        var agency = await ita.CreateAgencyAsync();
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2564", Some.Example("assessments/40-hua-nong-2564.json"));

        var request = new JsonObject { ["fiscalYear"] = 2564, ["agencyCode"] = agency, ["targetGrade"] = "A" };
        var target = (await SimulateAsync(request))["target"]!;

        Assert.True(target["reachable"]!.GetValue<bool>());
        Assert.Equal(
            ["10 O42 0.00 100.00 5.00", "10 O43 0.00 100.00 5.00", "9  71.92 81.92 2.00", "10  68.75 93.75 5.00"],
            target["steps"]!.AsArray().Select(step => $"{step!["indicator"]} {step["item"]} {step["from"]} {step["to"]} {step["gain"]}"));
        Assert.Equal(
            "เผยแพร่ข้อมูลข้อ O42 มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ให้ครบถ้วน "
            + "(ตัวชี้วัดที่ 10 การป้องกันการทุจริต) จาก 0.00 คะแนน เป็น 100.00 คะแนน คะแนนรวมเพิ่มขึ้น 5.00 คะแนน",
            target["steps"]![0]!["textTh"]!.GetValue<string>());
        Assert.Equal(
            "เพิ่มคะแนนตัวชี้วัดที่ 9 การเปิดเผยข้อมูล จาก 71.92 คะแนน เป็น 81.92 คะแนน คะแนนรวมเพิ่มขึ้น 2.00 คะแนน",
            target["steps"]![2]!["textTh"]!.GetValue<string>());
        Assert.Equal(
            "Raise indicator 9 (Open Data) from 71.92 to 81.92 points: the total gains 2.00 points.",
            target["steps"]![2]!["textEn"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_stored_assessment_is_simulated_by_its_agency()
    {
        var agency = await ita.CreateAgencyAsync();
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", Some.Example("assessments/57-mae-ngoen-2565.json"));

        var answer = await SimulateAsync(
            new JsonObject { ["fiscalYear"] = 2565, ["agencyCode"] = agency, ["targetGrade"] = "AA", ["fixed"] = new JsonArray(6, 7, 8) });

        Assert.Equal("88.13", Total(answer, "before"));
        Assert.False(answer["target"]!["reachable"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Contradictory_changes_an_unknown_grade_and_an_unknown_indicator_are_all_refused_at_once()
    {
        var body = HuaNong(("O42", 100));
        body["changes"]!.AsArray().Add(new JsonObject { ["indicator"] = 10, ["score"] = 50 });
        body["fixed"] = new JsonArray(11);
        body["targetGrade"] = "GOLD";

        (await ita.PostAsync("/v1/simulations", body)).IsProblem(
            400, "invalid_request", "/changes/0/item change_contradictory", "/fixed/0 indicator_unknown", "/targetGrade grade_unknown");
    }

    [Fact]
    public async Task What_an_unknown_item_is_worth_is_not_guessed() =>
        (await ita.PostAsync("/v1/simulations", HuaNong(("O1", 100)))).IsProblem(
            400, "invalid_request", "/changes/0/item item_worth_unknown");

    [Fact]
    public async Task Either_an_agency_or_scores_and_either_an_indicator_or_an_item_are_needed() =>
        (await ita.PostAsync("/v1/simulations", JsonNode.Parse("""{"fiscalYear":2564,"changes":[{"score":100}]}""")!))
            .IsProblem(400, "invalid_request", "/agencyCode agency_or_scores_needed", "/changes/0 indicator_or_item_needed");

    [Fact]
    public async Task Reported_figures_alone_cannot_be_simulated()
    {
        var agency = await ita.CreateAgencyAsync();
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2566", Some.Example("assessments/reported-only-2566.json"));

        (await ita.PostAsync("/v1/simulations", new JsonObject { ["fiscalYear"] = 2566, ["agencyCode"] = agency }))
            .IsProblem(400, "invalid_request", "/agencyCode no_scores");
    }

    [Fact]
    public async Task An_agency_without_an_assessment_of_the_year_is_not_found() =>
        (await ita.PostAsync("/v1/simulations", new JsonObject { ["fiscalYear"] = 2565, ["agencyCode"] = Some.AgencyCode() }))
            .IsProblem(404, "assessment_not_found");

    /// <summary>The document's scores, with the two items that scored 0 whatever the other items did.</summary>
    private static JsonObject HuaNong(params (string Item, int Score)[] changes) => new()
    {
        ["fiscalYear"] = 2564,
        ["indicators"] = Some.Example("assessments/40-hua-nong-2564.json")["indicators"]!.DeepClone(),
        ["items"] = new JsonArray(new JsonObject { ["code"] = "O42", ["score"] = 0 }, new JsonObject { ["code"] = "O43", ["score"] = 0 }),
        ["changes"] = new JsonArray(
            [.. changes.Select(change => (JsonNode)new JsonObject { ["item"] = change.Item, ["score"] = change.Score })]),
    };

    private static string Total(JsonNode answer, string when) => answer[when]!["total"]!.ToJsonString();

    private async Task<JsonNode> SimulateAsync(JsonObject body)
    {
        var answer = await ita.PostAsync("/v1/simulations", body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }
}
