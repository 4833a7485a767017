using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Measures;

/// <summary>What is odd is stored all the same, and told whenever it is read.</summary>
public sealed class MeasureWarningTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData("2022-10-01", "2023-09-30", "")]
    [InlineData("2022-09-30", "2023-09-30", "/startsOn")]
    [InlineData("2022-10-01", "2023-10-01", "/endsOn")]
    [InlineData("2023-10-01", "2023-10-31", "/startsOn /endsOn")]
    [InlineData("2022-01-01", "2022-03-31", "/startsOn /endsOn")]
    public async Task A_period_outside_the_fiscal_year_is_a_warning(string startsOn, string endsOn, string pointers)
    {
        var measure = await CreateAsync(body => (body["startsOn"], body["endsOn"]) = (startsOn, endsOn));

        Assert.Equal(
            pointers.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Warnings(measure).Select(warning => warning["pointer"]!.GetValue<string>()));
        Assert.All(Warnings(measure), warning =>
        {
            Assert.Equal("period_outside_year", warning["code"]!.GetValue<string>());
            Assert.Contains("2022-10-01 to 2023-09-30", warning["message"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal(
                "ระยะเวลาอยู่นอกปีงบประมาณ พ.ศ. 2566 (1 ตุลาคม 2565 - 30 กันยายน 2566)", warning["messageTh"]!.GetValue<string>());
        });
    }

    [Fact]
    public async Task A_report_dated_before_the_year_begins_is_a_warning_and_one_after_it_ended_is_none()
    {
        var address = $"/v1/measures/{(await CreateAsync())["id"]}";
        foreach (var date in new[] { "2022-10-01", "2022-09-30", "2024-01-31" })
            await ita.PostAsync($"{address}/progress", new JsonObject { ["reportedOn"] = date, ["results"] = new JsonArray("ก") });

        var read = (await ita.GetAsync(address)).Json;

        var warning = Assert.Single(Warnings(read));
        Assert.Equal(
            ("/progress/1/reportedOn", "reported_before_year"),
            (warning["pointer"]!.GetValue<string>(), warning["code"]!.GetValue<string>()));
        Assert.Equal(
            read["warnings"]!.ToJsonString(),
            (await ita.GetAsync($"/v1/agencies/{read["agencyCode"]}/measures")).Json["items"]![0]!["warnings"]!.ToJsonString());
    }

    private static IEnumerable<JsonNode> Warnings(JsonNode measure) => measure["warnings"]?.AsArray().Select(warning => warning!) ?? [];

    private async Task<JsonNode> CreateAsync(Action<JsonObject>? change = null)
    {
        var body = Some.Measure();
        change?.Invoke(body);
        var answer = await ita.PostAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/measures", body);
        Assert.True(answer.Status == System.Net.HttpStatusCode.Created, answer.Text);
        return answer.Json;
    }
}
