using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments;

/// <summary>
/// In a year whose items and questions are not established, those of the document are kept in its own words and nothing is calculated from
/// them.
/// </summary>
public sealed class ProvisionalYearTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const string Comment = "ไม่พบข้อมูลบนเว็บไซต์";

    [Theory]
    [InlineData(2561, 5)]
    [InlineData(2562, 10)]
    [InlineData(2567, 10)]
    [InlineData(2568, 10)]
    [InlineData(2569, 10)]
    [InlineData(2570, 10)]
    public async Task An_item_of_the_document_is_kept_and_listed_with_its_title_and_the_assessors_comment(int year, int indicators)
    {
        var agency = await ita.CreateAgencyAsync();
        var body = new JsonObject { ["indicators"] = Some.Indicators(Enumerable.Repeat(90m, indicators)) };
        body["items"] = new JsonArray(Item("O27", 0).With("titleTh", "แผนงานของเรา").With("comment", Comment), Item("O99", 100));
        body["questions"] = new JsonArray(new JsonObject { ["code"] = "I99", ["indicator"] = 1, ["score"] = 12.5m });
        body["notes"] = new JsonArray(new JsonObject { ["kind"] = "comment", ["items"] = new JsonArray("O27"), ["textTh"] = Comment });

        var put = await ita.PutAsync($"/v1/agencies/{agency}/assessments/{year}", body);

        Assert.Equal(HttpStatusCode.Created, put.Status);
        var zero = put.Json["result"]!["zeroItems"]!.AsArray().Single()!;
        Assert.Equal(("O27", "แผนงานของเรา", Comment), ($"{zero["code"]}", $"{zero["titleTh"]}", $"{zero["comment"]}"));
        Assert.Equal(90m, put.Json["result"]!["total"]!.GetValue<decimal>());
        Assert.True(
            JsonNode.DeepEquals(put.Json["result"], (await ita.GetAsync($"/v1/agencies/{agency}/assessments/{year}/result")).Json),
            "The stored result is another.");
    }

    [Fact]
    public async Task An_item_that_is_listed_has_its_title_and_indicator_though_the_list_is_not_complete()
    {
        var body = Some.Assessment().With("fiscalYear", 2568);
        body["items"] = new JsonArray(Item("O3", 0), Item("O2", 0).With("titleTh", "ตามที่พิมพ์"), Item("O6", 0));

        var scored = await ita.PostAsync("/v1/scorings", body);

        Assert.Equal(
            ["O3 9 ข้อมูลการติดต่อ", "O2  ตามที่พิมพ์", "O6  "],
            scored.Json["zeroItems"]!.AsArray().Select(item => $"{item!["code"]} {item["indicator"]} {item["titleTh"]}"));
    }

    [Fact]
    public async Task Nothing_is_calculated_from_items_or_questions()
    {
        var items = Enumerable.Range(1, 26).Select(number => (JsonNode)Item($"O{number}", 100)).ToArray();
        var body = Some.Assessment().With("fiscalYear", 2569).With("items", new JsonArray(items));
        body["indicators"]![8]!.AsObject().Remove("score");

        Assert.Equal(["/indicators/8/score indicator_missing"], (await ita.PostAsync("/v1/scorings", body)).Faults);
    }

    [Fact]
    public async Task No_score_is_called_unreachable()
    {
        var agency = await ita.CreateAgencyAsync();
        var body = Some.Assessment();
        body["indicators"]![9]!["score"] = 18.78m;
        body["items"] = new JsonArray(Item("O39", 0));
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2566", body);

        var audit = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2566/audit")).Json;

        Assert.DoesNotContain(audit["checks"]!.AsArray(), check => check!["verdict"]!.GetValue<string>() == "unreachable");
    }

    [Fact]
    public async Task A_total_alone_may_be_sent_with_the_items_at_zero()
    {
        var agency = await ita.CreateAgencyAsync();
        var body = new JsonObject
        {
            ["reported"] = new JsonObject { ["total"] = 91.25m },
            ["items"] = new JsonArray(Item("O25", 0).With("comment", Comment)),
        };

        var put = await ita.PutAsync($"/v1/agencies/{agency}/assessments/2569", body);

        Assert.Equal((HttpStatusCode.Created, "reported"), (put.Status, $"{put.Json["result"]!["basis"]}"));
        var zero = put.Json["result"]!["zeroItems"]!.AsArray().Single()!;
        Assert.Equal(("การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร", Comment), ($"{zero["titleTh"]}", $"{zero["comment"]}"));
    }

    [Theory]
    [InlineData(2569, "X1", "items_not_known")]
    [InlineData(2569, "O0", "items_not_known")]
    [InlineData(2569, "O100", "items_not_known")]
    [InlineData(2569, "027", "items_not_known")]
    [InlineData(2565, "O44", "item_unknown")]
    public async Task A_code_that_no_item_can_have_is_refused(int year, string code, string fault)
    {
        var body = Some.Assessment().With("fiscalYear", year).With("items", new JsonArray(Item(code, 0)));
        body["notes"] = new JsonArray(new JsonObject { ["kind"] = "comment", ["items"] = new JsonArray(code), ["textTh"] = Comment });

        Assert.Equal(
            [$"/items/0/code {fault}", $"/notes/0/items/0 {fault}"],
            (await ita.PostAsync("/v1/scorings", body)).Faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_measure_names_an_item_of_its_document()
    {
        var agency = await ita.CreateAgencyAsync();
        var measure = Some.Measure().With("basedOnFiscalYear", 2568).With("items", new JsonArray("O27"));

        var created = await ita.PostAsync($"/v1/agencies/{agency}/measures", measure);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        measure["items"] = new JsonArray("ข้อ 27");
        (await ita.PostAsync($"/v1/agencies/{agency}/measures", measure)).IsProblem(400, "invalid_request", "/items/0 items_not_known");
    }

    [Fact]
    public async Task An_item_without_a_known_indicator_is_recommended_in_its_own_words()
    {
        var agency = await ita.CreateAgencyAsync();
        var body = Some.Assessment().With("items", new JsonArray(Item("O5", 0).With("titleTh", "แผนงานที่ไม่มีใครทราบ")));
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2567", body);

        var group = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2567/recommendations"))
            .Json["groups"]!.AsArray()
            .Single(found => found!["indicator"] is null)!;

        Assert.Equal("ข้อ O5 แผนงานที่ไม่มีใครทราบ ได้ 0 คะแนน", group["findings"]!.AsArray().Single()!["textTh"]!.GetValue<string>());
        Assert.Equal(
            "เผยแพร่ข้อมูลตามข้อ O5 แผนงานที่ไม่มีใครทราบ บนเว็บไซต์ของหน่วยงานให้ครบถ้วนและเป็นปัจจุบัน",
            group["actions"]!.AsArray().Single()!["textTh"]!.GetValue<string>());
        Assert.Null(group["worth"]);
    }

    private static JsonObject Item(string code, decimal score) => new() { ["code"] = code, ["score"] = score };
}
