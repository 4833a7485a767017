using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Measures;

/// <summary>The measures of five published documents go in as they were printed, and come back to the last word.</summary>
public sealed class PublishedMeasureTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData("000", "57-mae-ngoen", 2565, 2566, 5, 5)]
    [InlineData("001", "56-ruam-chai-phatthana", 2566, 2566, 6, 16)]
    [InlineData("002", "40-hua-nong", 2564, 2565, 3, 10)]
    [InlineData("003", "80-thung-pho", 2565, 2566, 5, 14)]
    [InlineData("004", "73-bang-khaem", 2563, 2564, 7, 7)]
    public async Task Every_row_of_a_document_is_held_with_all_its_cells(
        string transcription, string agency, int basedOn, int implemented, int rows, int titles)
    {
        var plan = TranscribedPlan.Read(transcription);
        Assert.Equal(
            (basedOn, implemented, rows, titles),
            (plan.BasedOnFiscalYear, plan.ImplementFiscalYear, plan.Rows.Count, plan.Rows.Sum(row => row.Titles.Length)));

        await SendExamplesAsync(agency, implemented);

        var plans = await ita.GetAsync($"/v1/agencies/{agency}/measures?basedOnFiscalYear={basedOn}&implementFiscalYear={implemented}");
        var measures = plans.Json["items"]!.AsArray();
        Assert.Equal(plan.Rows.Count, measures.Count);
        foreach (var (row, measure) in plan.Rows.Zip(measures))
            Same(row, measure!);
    }

    [Fact]
    public async Task A_period_of_thirteen_months_is_held_with_a_warning()
    {
        await SendExamplesAsync("80-thung-pho", 2566);

        var measures = (await ita.GetAsync("/v1/agencies/80-thung-pho/measures")).Json["items"]!.AsArray();

        Assert.All(measures, measure =>
        {
            var warning = Assert.Single(measure!["warnings"]!.AsArray())!;
            Assert.Equal(
                ("/endsOn", "period_outside_year"),
                (warning["pointer"]!.GetValue<string>(), warning["code"]!.GetValue<string>()));
        });
    }

    /// <summary>Holds a stored measure against its printed row, cell by cell.</summary>
    private static void Same(TranscribedPlan.Row row, JsonNode measure)
    {
        Assert.Equal(
            (row.Instrument, row.HeadingTh, row.PeriodText, row.MonitoringTh),
            (Text(measure, "instrument"), Text(measure, "headingTh"), Text(measure, "periodText"), Text(measure, "monitoringTh")));
        Assert.Equal((row.Status, row.StatusTh), (Text(measure, "status"), Text(measure, "statusTh")));
        Assert.Equal(row.Indicators, measure["indicators"]!.AsArray().Select(number => number!.GetValue<int>()));
        Assert.Equal(row.Titles, Texts(measure["titles"]));
        Assert.Equal(row.Weaknesses, Texts(measure["weaknesses"]));
        Assert.Equal(row.Steps, Texts(measure["steps"]));
        Assert.Equal(row.ResponsibleUnits, Texts(measure["responsibleUnits"]));
        if (row.Results.Length == 0)
        {
            Assert.Empty(measure["progress"]!.AsArray());
            return;
        }

        var report = Assert.Single(measure["progress"]!.AsArray())!;
        Assert.Equal(row.Results, Texts(report["results"]));
        Assert.Equal(row.Suggestions, Texts(report["suggestions"]));
    }

    private static string? Text(JsonNode json, string member) => json[member]?.GetValue<string>();

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(text => text!.GetValue<string>());

    /// <summary>Sends an agency's measures and the reports on them, once.</summary>
    private async Task SendExamplesAsync(string agency, int fiscalYear)
    {
        if ((await ita.PutAsync($"/v1/agencies/{agency}", Some.Example($"agencies/{agency}.json"))).Status != HttpStatusCode.Created)
            return;

        var reports = File.Exists(
            Path.Combine(AppContext.BaseDirectory, "openapi", "examples", "measures", $"{agency}-{fiscalYear}-progress.json"))
            ? Some.Example($"measures/{agency}-{fiscalYear}-progress.json")["items"]!.AsArray()
            : [];
        var bodies = Some.Example($"measures/{agency}-{fiscalYear}.json")["items"]!.AsArray();
        foreach (var (body, index) in bodies.Select((body, index) => (body!, index)))
        {
            var created = await ita.PostAsync($"/v1/agencies/{agency}/measures", body);
            Assert.True(created.Status == HttpStatusCode.Created, created.Text);
            if (index >= reports.Count)
                continue;
            var reported = await ita.PostAsync($"{created.Headers.Location!.OriginalString}/progress", reports[index]!);
            Assert.True(reported.Status == HttpStatusCode.Created, reported.Text);
        }
    }
}
