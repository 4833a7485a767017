using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Measures.Effectiveness;

/// <summary>Each test has an indicator of its own, because the comparison is over all agencies.</summary>
public sealed class EffectivenessTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Those_that_completed_a_measure_are_held_against_those_that_did_not()
    {
        foreach (var to in new[] { 70m, 75.5m, 80m, 90m, 58m })
            await ita.AddMeasureAsync(await ChangeAsync(6, 60, to), 2565, 2566, indicators: [1, 6]);
        foreach (var to in new[] { 60m, 61m, 62m, 63m, 64m, 65m })
            await ChangeAsync(6, 60, to);

        var answer = await EffectivenessAsync(6);

        // 10, 15.5, 20, 30, -2 and 0, 1, 2, 3, 4, 5.
        Assert.Equal("""{"n":5,"mean":14.70,"median":15.50,"q1":10.00,"q3":20.00}""", answer["completed"]!.ToJsonString());
        Assert.Equal("""{"n":6,"mean":2.50,"median":2.50,"q1":1.25,"q3":3.75}""", answer["others"]!.ToJsonString());
        Assert.Contains("association, not an effect", answer["note"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("ไม่ใช่ผลของมาตรการ", answer["noteTh"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_completed_measure_for_the_indicator_between_the_two_years_counts()
    {
        async Task AddAsync(int basedOn, int implement, string status, int indicator) =>
            await ita.AddMeasureAsync(await ChangeAsync(5, 60, 70), basedOn, implement, status, [indicator]);
        await AddAsync(2565, 2566, "inProgress", 5);
        await AddAsync(2565, 2566, "completed", 4);
        await AddAsync(2564, 2566, "completed", 5);
        await AddAsync(2565, 2567, "completed", 5);
        await AddAsync(2566, 2566, "completed", 5);

        var answer = await EffectivenessAsync(5);

        Assert.Null(answer["completed"]);
        Assert.Equal(5, answer["others"]!["n"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_agency_with_two_completed_measures_is_counted_once_and_in_one_group()
    {
        for (var each = 0; each < 5; each++)
        {
            var agency = await ChangeAsync(4, 60, 70);
            await ita.AddMeasureAsync(agency, 2565, 2566, indicators: [4]);
            await ita.AddMeasureAsync(agency, 2565, 2566, indicators: [4]);
            await ita.AddMeasureAsync(agency, 2565, 2566, "planned", indicators: [4]);
        }

        var answer = await EffectivenessAsync(4);

        Assert.Equal(5, answer["completed"]!["n"]!.GetValue<int>());
        Assert.Null(answer["others"]);
    }

    [Fact]
    public async Task What_was_a_weakness_goes_by_each_assessments_own_threshold_else_the_frameworks()
    {
        for (var each = 0; each < 5; each++)
            await ChangeAsync(3, 84.99m, 90);
        await ChangeAsync(3, 85, 90);
        await ChangeAsync(3, 89.99m, 95, threshold: 90);
        await ChangeAsync(3, 84, 95, threshold: 84);

        Assert.Equal(6, (await EffectivenessAsync(3))["others"]!["n"]!.GetValue<int>());
    }

    [Fact]
    public async Task Reported_figures_alone_have_no_change()
    {
        for (var each = 0; each < 5; each++)
        {
            var agency = await ita.CreateAgencyAsync();
            await ita.AssessAsync(agency, 2565, StoredMeasures.NinetyBut(2, 50));
            await ita.PutAsync($"/v1/agencies/{agency}/assessments/2566", Some.Example("assessments/reported-only-2566.json"));
        }

        Assert.Null((await EffectivenessAsync(2))["others"]);
    }

    [Theory]
    [InlineData("", "indicator required", "fromFiscalYear required", "toFiscalYear required")]
    [InlineData("?indicator=7&fromFiscalYear=2565", "toFiscalYear required")]
    [InlineData("?indicator=11&fromFiscalYear=2565&toFiscalYear=2566", "indicator indicator_unknown")]
    [InlineData("?indicator=0&fromFiscalYear=2565&toFiscalYear=2566", "indicator indicator_unknown")]
    [InlineData("?indicator=x&fromFiscalYear=2022&toFiscalYear=2566", "indicator not_a_number", "fromFiscalYear gregorian_year")]
    [InlineData("?indicator=7&fromFiscalYear=2566&toFiscalYear=2566", "toFiscalYear years_equal")]
    [InlineData("?indicator=7&fromFiscalYear=2566&toFiscalYear=2565", "toFiscalYear years_out_of_order")]
    [InlineData("?indicator=7&fromFiscalYear=2550&toFiscalYear=2566", "fromFiscalYear unknown_fiscal_year")]
    [InlineData("?indicator=7&fromFiscalYear=2565&toFiscalYear=2566&province=57", "province unknown_parameter")]
    public async Task Years_and_indicator_are_needed_and_have_to_make_sense(string query, params string[] faults) =>
        (await ita.GetAsync($"/v1/measures/effectiveness{query}")).IsProblem(400, "invalid_request", faults);

    private async Task<string> ChangeAsync(int indicator, decimal from, decimal to, decimal? threshold = null)
    {
        var agency = await ita.CreateAgencyAsync();
        var body = new JsonObject { ["indicators"] = Some.Indicators(StoredMeasures.NinetyBut(indicator, from)) };
        if (threshold is { } own)
            body["strengthThreshold"] = own;
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", body);
        await ita.AssessAsync(agency, 2566, StoredMeasures.NinetyBut(indicator, to));
        return agency;
    }

    private async Task<JsonNode> EffectivenessAsync(int indicator)
    {
        var answer = await ita.GetAsync($"/v1/measures/effectiveness?indicator={indicator}&fromFiscalYear=2565&toFiscalYear=2566");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }
}
