using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Dashboards.Submissions;

public sealed class SubmissionTests(GeneratedProvinces generated) : IClassFixture<GeneratedProvinces>
{
    [Theory]
    [InlineData(2564, "", null)]
    [InlineData(2565, "&of=assessments&kind=subdistrictMunicipality", "subdistrictMunicipality")]
    [InlineData(2568, "", null)]
    public async Task Whoever_exists_in_the_year_has_sent_results_or_is_missing(int year, string filters, string? kind)
    {
        var submissions = await generated.GetAsync($"/v1/provinces/57/submissions?fiscalYear={year}{filters}");

        var among = (SentAgency agency) => agency.Province == "57" && (kind ?? agency.Kind) == agency.Kind;
        var reported = generated.Of(year, among).OrderBy(assessment => assessment.Agency.Code, StringComparer.Ordinal).ToList();
        var standing = generated.Standing(year).Where(among).Select(agency => agency.Code).ToList();
        Assert.Equal(
            reported.Select(assessment => (assessment.Agency.Code, (decimal?)assessment.Total, assessment.Grade)),
            submissions["reported"]!.AsArray()
                .Select(
                    agency => (agency!["agencyCode"]!.GetValue<string>(), agency["total"].Number(), agency["grade"]?.GetValue<string>())));
        Assert.Equal(
            standing.Except(reported.Select(assessment => assessment.Agency.Code)).Order(StringComparer.Ordinal),
            Codes(submissions["missing"]!));
        Assert.Equal(
            (standing.Count, reported.Count),
            (submissions["coverage"]!["agencies"]!.GetValue<int>(), submissions["coverage"]!["reported"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Plans_and_progress_count_in_the_year_of_implementation()
    {
        await generated.AddMeasureAsync("g-31", 2567, "planned", withProgress: false);
        await generated.AddMeasureAsync("g-31", 2567, "inProgress", withProgress: true);
        await generated.AddMeasureAsync("g-32", 2567, "planned", withProgress: false);
        await generated.AddMeasureAsync("g-33", 2568, "planned", withProgress: true);

        var plans = await generated.GetAsync("/v1/provinces/40/submissions?fiscalYear=2567&of=measures");
        var progress = await generated.GetAsync("/v1/provinces/40/submissions?fiscalYear=2567&of=progress");

        Assert.Equal(["g-31", "g-32"], Codes(plans["reported"]!));
        Assert.Equal(
            (2, 1), (plans["reported"]![0]!["measures"]!.GetValue<int>(), plans["reported"]![0]!["withProgress"]!.GetValue<int>()));
        Assert.Equal(["g-31"], Codes(progress["reported"]!));
        Assert.Contains("g-32", Codes(progress["missing"]!));
        Assert.Equal(10, plans["reported"]!.AsArray().Count + plans["missing"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_agency_counts_with_the_kind_it_had_when_it_was_assessed()
    {
        var code = await generated.Ita.CreateAgencyAsync(
            agency => (agency["provinceCode"], agency["kind"]) = ("92", "subdistrictAdministrativeOrganization"));
        await generated.Ita.PutAsync($"/v1/agencies/{code}/assessments/2564", Some.Assessment());
        var municipality = Some.Agency();
        municipality["provinceCode"] = "92";
        await generated.Ita.PutAsync($"/v1/agencies/{code}", municipality);

        var then = await generated.GetAsync("/v1/provinces/92/submissions?fiscalYear=2564&kind=subdistrictAdministrativeOrganization");
        var now = await generated.GetAsync("/v1/provinces/92/submissions?fiscalYear=2565&kind=subdistrictMunicipality");

        Assert.Equal([code], Codes(then["reported"]!));
        Assert.Equal([code], Codes(now["missing"]!));
        Assert.Empty(
            (await generated.GetAsync("/v1/provinces/92/submissions?fiscalYear=2564&kind=subdistrictMunicipality"))["missing"]!.AsArray());
    }

    [Theory]
    [InlineData("measures")]
    [InlineData("progress")]
    public async Task Measures_are_asked_for_in_a_year_without_a_framework(string of)
    {
        var submissions = await generated.GetAsync($"/v1/provinces/57/submissions?fiscalYear=2599&of={of}");

        Assert.Empty(submissions["reported"]!.AsArray());
        Assert.NotEmpty(submissions["missing"]!.AsArray());
    }

    [Theory]
    [InlineData("/v1/provinces/57/submissions", "fiscalYear required")]
    [InlineData("/v1/provinces/57/submissions?fiscalYear=2600", "fiscalYear unknown_fiscal_year")]
    [InlineData("/v1/provinces/57/submissions?fiscalYear=2565&of=plans&kind=x", "of unknown_value", "kind unknown_value")]
    public async Task What_cannot_be_asked_is_refused_by_name(string path, params string[] faults) =>
        (await generated.Ita.GetAsync(path)).IsProblem(400, "invalid_request", faults);

    [Fact]
    public async Task A_province_that_is_none_is_not_found() =>
        (await generated.Ita.GetAsync("/v1/provinces/99/submissions?fiscalYear=2565")).IsProblem(404, "province_not_found");

    private static IEnumerable<string> Codes(JsonNode agencies) =>
        agencies.AsArray().Select(agency => agency!["agencyCode"]!.GetValue<string>());
}
