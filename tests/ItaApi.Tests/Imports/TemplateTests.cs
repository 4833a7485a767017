using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports;

/// <summary>A sheet that is given out can be filled in and sent back.</summary>
public sealed class TemplateTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_template_holds_the_agencies_of_the_province_and_is_taken_back_once_filled_in()
    {
        var (here, gone, elsewhere) = (
            await ita.CreateAgencyAsync(agency => agency["provinceCode"] = "80"),
            await ita.CreateAgencyAsync(agency => (agency["provinceCode"], agency["toFiscalYear"]) = ("80", 2563)),
            await ita.CreateAgencyAsync());

        var template = await ita.GetAsync("/v1/imports/templates/assessments.csv?fiscalYear=2565&province=80");

        Assert.Equal("text/csv", template.MediaType);
        Assert.Contains($"{here},เทศบาลตำบลตัวอย่าง,,นครศรีธรรมราช,2565,", template.Text, StringComparison.Ordinal);
        Assert.All([gone, elsewhere], code => Assert.DoesNotContain(code, template.Text, StringComparison.Ordinal));
        var filled = template.Text.Replace("2565,,,,,,,,,,,", $"2565,{Importing.Ten(90)},", StringComparison.Ordinal);
        Assert.Equal("1 0 0 0", (await ita.ImportAsync(filled)).Counts());
    }

    [Fact]
    public async Task A_template_of_a_year_without_rules_is_refused() =>
        (await ita.GetAsync("/v1/imports/templates/assessments.csv?fiscalYear=2550")).IsProblem(
            400, "invalid_request", "fiscalYear unknown_fiscal_year");
}
