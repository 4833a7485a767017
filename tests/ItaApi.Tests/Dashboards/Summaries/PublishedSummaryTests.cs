using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Dashboards.Summaries;

/// <summary>The figures over the published documents, each the only one of its province and year.</summary>
public sealed class PublishedSummaryTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData("57-mae-ngoen", 2565, "57", 88.13, "A", 3, true)]
    [InlineData("40-hua-nong", 2564, "40", 68.00, "C", 7, false)]
    [InlineData("73-bang-khaem", 2563, "73", 93.34, "A", 2, true)]
    public async Task A_province_of_one_document_says_what_the_document_says(
        string code, int year, string province, decimal total, string grade, int weaknesses, bool met)
    {
        var assessment = Some.Example($"assessments/{code}-{year}.json");
        await ita.PutAsync($"/v1/agencies/{code}", Some.Example($"agencies/{code}.json"));
        Assert.Equal(HttpStatusCode.Created, (await ita.PutAsync($"/v1/agencies/{code}/assessments/{year}", assessment)).Status);
        var result = (await ita.GetAsync($"/v1/agencies/{code}/assessments/{year}/result")).Json;

        var summary = (await ita.GetAsync($"/v1/provinces/{province}/summary?fiscalYear={year}")).Json;
        Assert.All(new[] { "mean", "median", "min", "max" }, figure => Assert.Equal(total, summary["total"]![figure].Number()));
        Assert.Equal(
            [grade],
            summary["grades"]!.AsArray()
                .Where(count => count!["count"]!.GetValue<int>() == 1)
                .Select(count => count!["code"]!.GetValue<string>()));
        Assert.Equal(weaknesses, summary["indicators"]!.AsArray().Sum(indicator => indicator!["weakCount"]!.GetValue<int>()));
        Assert.Equal(met, summary["target"]!["met"]!.GetValue<bool>());
        Assert.Equal(Scores(result["instruments"]!, "score"), Scores(summary["instruments"]!, "mean"));
        Assert.Equal(Scores(result["indicators"]!, "score"), Scores(summary["indicators"]!, "median"));
        Assert.Equal(result["lowest"]![0]!.GetValue<int>(), summary["weakest"]![0]!.GetValue<int>());

        var row = Assert.Single((await ita.GetAsync($"/v1/rankings?fiscalYear={year}&province={province}")).Json["items"]!.AsArray())!;
        Assert.Equal((1, 1), (row["rank"]!.GetValue<int>(), row["rankOf"]!.GetValue<int>()));
        Assert.Equal(
            (code, total, grade), (row["agencyCode"]!.GetValue<string>(), row["total"].Number(), row["grade"]!.GetValue<string>()));

        var point = Assert.Single((await ita.GetAsync($"/v1/agencies/{code}/trend")).Json["points"]!.AsArray())!;
        Assert.Equal((total, grade), (point["total"].Number(), point["grade"]!.GetValue<string>()));
        Assert.Equal(Scores(result["indicators"]!, "score"), Scores(point["indicators"]!, "score"));

        var distribution = (await ita.GetAsync($"/v1/indicators/7/distribution?fiscalYear={year}&province={province}")).Json;
        Assert.All(
            distribution["quantiles"]!.AsObject(),
            quantile => Assert.Equal(result["indicators"]![6]!["score"].Number(), quantile.Value.Number()));
        Assert.Equal(
            [code],
            (await ita.GetAsync($"/v1/provinces/{province}/submissions?fiscalYear={year}")).Json["reported"]!.AsArray()
                .Select(agency => agency!["agencyCode"]!.GetValue<string>()));
    }

    private static IEnumerable<decimal?> Scores(JsonNode entries, string figure) =>
        entries.AsArray().Select(entry => entry![figure].Number());
}
