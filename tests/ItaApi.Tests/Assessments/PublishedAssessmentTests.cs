using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments;

/// <summary>Three published documents go in as they were printed; out come the figures printed in them.</summary>
public sealed class PublishedAssessmentTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData("57-mae-ngoen", 2565, "88.13", "A", "98.40", "68.71", "95.00")]
    [InlineData("40-hua-nong", 2564, "68.00", "C", "86.03", "80.17", "45.34")]
    [InlineData("73-bang-khaem", 2563, "93.34", "A", "99.35", "94.26", "88.14")]
    public async Task The_printed_totals_grades_and_instruments_come_out(
        string agency, int fiscalYear, string total, string grade, string iit, string eit, string oit)
    {
        var result = await PutAndReadResultAsync(agency, fiscalYear);

        Assert.Equal(total, result["total"]!.ToJsonString());
        Assert.Equal(grade, result["grade"]!["code"]!.GetValue<string>());
        Assert.Equal([iit, eit, oit], result["instruments"]!.AsArray().Select(instrument => instrument!["score"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_strengths_and_weaknesses_of_mae_ngoen_are_those_it_printed()
    {
        var result = await PutAndReadResultAsync("57-mae-ngoen", 2565);

        Assert.Equal([10, 1, 4, 2, 5, 3, 9], Numbers(result["strengths"]));
        Assert.Equal([7, 8, 6], Numbers(result["weaknesses"]));
        Assert.Equal("85.00", result["strengthThreshold"]!.ToJsonString());
        Assert.Equal(["O27", "O28"], result["zeroItems"]!.AsArray().Select(item => item!["code"]!.GetValue<string>()));
        Assert.Empty(result["discrepancies"]!.AsArray());
    }

    [Fact]
    public async Task The_strengths_and_weaknesses_of_bang_khaem_are_those_it_printed_at_its_own_threshold()
    {
        var result = await PutAndReadResultAsync("73-bang-khaem", 2563);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Numbers(result["strengths"]).Order());
        Assert.Equal([9, 10], Numbers(result["weaknesses"]).Order());
        Assert.Equal("90.00", result["strengthThreshold"]!.ToJsonString());
        Assert.Equal([1, 5], result["highest"]!.AsArray().Select(number => number!.GetValue<int>()));
        Assert.Equal([10], result["lowest"]!.AsArray().Select(number => number!.GetValue<int>()));
    }

    [Fact]
    public async Task The_seven_weaknesses_its_measures_address_are_found_for_hua_nong()
    {
        var result = await PutAndReadResultAsync("40-hua-nong", 2564);

        Assert.Equal([10, 9, 8, 6, 4, 2, 7], Numbers(result["weaknesses"]));
        Assert.Equal([1], result["highest"]!.AsArray().Select(number => number!.GetValue<int>()));
        Assert.Equal([10], result["lowest"]!.AsArray().Select(number => number!.GetValue<int>()));
    }

    [Theory]
    [InlineData("57-mae-ngoen", 2565, "result", "results/57-mae-ngoen-2565.json")]
    [InlineData("40-hua-nong", 2564, "result", "results/40-hua-nong-2564.json")]
    [InlineData("40-hua-nong", 2564, "trace", "results/40-hua-nong-2564-trace.json")]
    [InlineData("40-hua-nong", 2564, "audit", "results/40-hua-nong-2564-audit.json")]
    public async Task The_contracts_example_of_an_answer_is_what_the_service_answers(
        string agency, int fiscalYear, string what, string example)
    {
        await PutAndReadResultAsync(agency, fiscalYear);

        var answer = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/{fiscalYear}/{what}")).Json;
        Assert.True(JsonNode.DeepEquals(Some.Example(example), answer), answer.ToJsonString());
    }

    [Fact]
    public async Task The_contracts_example_of_a_simulation_is_what_the_service_answers()
    {
        var answer = (await ita.PostAsync("/v1/simulations", Some.Example("simulations/40-hua-nong-2564.json"))).Json;

        Assert.True(JsonNode.DeepEquals(Some.Example("results/40-hua-nong-2564-simulation.json"), answer), answer.ToJsonString());
    }

    [Theory]
    [InlineData("57-mae-ngoen", 2565)]
    [InlineData("40-hua-nong", 2564)]
    [InlineData("73-bang-khaem", 2563)]
    public async Task What_was_sent_comes_back_to_the_last_digit_and_word(string agency, int fiscalYear)
    {
        await PutAndReadResultAsync(agency, fiscalYear);

        var stored = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/{fiscalYear}")).Json.AsObject();
        var sent = Some.Example($"assessments/{agency}-{fiscalYear}.json");
        sent["indicators"] = new JsonArray(
            [.. sent["indicators"]!.AsArray().OrderBy(entry => entry!["number"]!.GetValue<int>()).Select(entry => entry!.DeepClone())]);
        foreach (var (member, value) in sent)
            Assert.Equal(value!.ToJsonString(), stored[member]!.ToJsonString());
    }

    [Fact]
    public async Task A_threshold_of_the_request_goes_before_the_assessments_own()
    {
        await PutAndReadResultAsync("73-bang-khaem", 2563);

        var result = (await ita.GetAsync("/v1/agencies/73-bang-khaem/assessments/2563/result?threshold=85")).Json;

        Assert.Empty(result["weaknesses"]!.AsArray());
    }

    [Fact]
    public async Task Scoring_without_storing_answers_the_same_and_stores_nothing()
    {
        var scoring = Some.Example("scorings/40-hua-nong-2564.json");
        scoring["agencyCode"] = "not-stored-anywhere";

        var answer = await ita.PostAsync("/v1/scorings", scoring);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("68.00", answer.Json["total"]!.ToJsonString());
        Assert.Null(answer.Json["agency"]);
        Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync("/v1/agencies/not-stored-anywhere/assessments/2564")).Status);
    }

    private static IEnumerable<int> Numbers(JsonNode? indicators) =>
        indicators!.AsArray().Select(indicator => indicator!["number"]!.GetValue<int>());

    private async Task<JsonNode> PutAndReadResultAsync(string agency, int fiscalYear)
    {
        Assert.True((int)(await ita.PutAsync($"/v1/agencies/{agency}", Some.Example($"agencies/{agency}.json"))).Status is 200 or 201);
        var put = await ita.PutAsync(
            $"/v1/agencies/{agency}/assessments/{fiscalYear}", Some.Example($"assessments/{agency}-{fiscalYear}.json"));
        Assert.True((int)put.Status is 200 or 201, put.Text);
        var answer = await ita.GetAsync($"/v1/agencies/{agency}/assessments/{fiscalYear}/result");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json;
    }
}
