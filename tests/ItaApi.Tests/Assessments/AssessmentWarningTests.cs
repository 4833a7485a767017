using System.Text.Json.Nodes;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments;

/// <summary>Figures that are unusual are stored, and named in <c>warnings</c>.</summary>
public sealed class AssessmentWarningTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Scores_that_all_look_like_fractions_are_stored_with_a_warning()
    {
        var stored = await PutAsync(new JsonObject { ["indicators"] = Some.Indicators(Enumerable.Repeat(0.98m, 10)) });

        Assert.Equal(["/indicators score_looks_like_fraction"], Warnings(stored));
    }

    [Fact]
    public async Task Reported_figures_that_all_look_like_fractions_have_the_same_warning() =>
        Assert.Equal(
            ["/reported/total score_looks_like_fraction"],
            Warnings(await PutAsync(JsonNode.Parse("""{"reported":{"total":0.93}}""")!.AsObject())));

    [Fact]
    public async Task A_reported_total_more_than_ten_points_off_is_stored_with_a_warning_in_both_languages()
    {
        var stored = await PutAsync(Some.Assessment(90m).With("reported", new JsonObject { ["total"] = 79.99m }));

        Assert.Equal(["/reported/total total_far_from_reported"], Warnings(stored));
        var warning = stored["warnings"]![0]!;
        Assert.Contains("79.99", warning["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("90.00", warning["messageTh"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ordinary_figures_have_no_warnings() =>
        Assert.Null((await PutAsync(Some.Assessment(90m).With("reported", new JsonObject { ["total"] = 80m })))["warnings"]);

    [Fact]
    public async Task Rows_of_an_import_carry_the_warnings_too()
    {
        var agency = await ita.CreateAgencyAsync();
        var row = Some.Assessment(0.9m).With("agencyCode", agency).With("fiscalYear", 2565);

        var outcome = await ita.PostAsync("/v1/imports/assessments", new JsonObject { ["items"] = new JsonArray(row) });

        Assert.Equal(
            ["/indicators score_looks_like_fraction"],
            outcome.Json["rows"]![0]!["warnings"]!.AsArray().Select(one => $"{one!["pointer"]} {one["code"]}"));
        Assert.Equal("1 0 0 0", outcome.Counts());
    }

    [Fact]
    public async Task Respondents_are_kept_as_they_were_sent()
    {
        var stored = await PutAsync(Some.Assessment().With("respondents", new JsonObject { ["internal"] = 55, ["external"] = 0 }));

        Assert.Equal("""{"internal":55,"external":0}""", stored["respondents"]!.ToJsonString());
    }

    private static IEnumerable<string> Warnings(JsonNode assessment) =>
        assessment["warnings"]!.AsArray().Select(warning => $"{warning!["pointer"]} {warning["code"]}");

    /// <summary>The assessment as it is read after it was stored; a write answers the same.</summary>
    private async Task<JsonNode> PutAsync(JsonObject body)
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/2565";
        var written = (await ita.PutAsync(address, body)).Json;
        var read = (await ita.GetAsync(address)).Json;
        Assert.True(JsonNode.DeepEquals(written, read), read.ToJsonString());
        return read;
    }
}
