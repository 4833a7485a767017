using System.Text.Json;
using ItaApi.Http.Serialization;
using ItaApi.TestData;
using ItaApi.Values;

namespace ItaApi.Tests.National;

/// <summary>The country on which the benchmarks measure.</summary>
public sealed class NationalDataTests
{
    [Fact]
    public void The_country_has_the_agencies_that_were_counted()
    {
        var country = NationalData.Generate(years: 1);

        Assert.Equal(
            [
                ("cityMunicipality", 30),
                ("provincialAdministrativeOrganization", 76),
                ("specialLocalGovernment", 2),
                ("subdistrictAdministrativeOrganization", 5_312),
                ("subdistrictMunicipality", 2_242),
                ("townMunicipality", 190),
            ],
            country.Agencies.GroupBy(agency => agency.Body.Kind!.Value.ToCode()).Select(kind => (kind.Key, kind.Count())).Order());
        Assert.Equal(NationalData.AllProvinces, country.Agencies.Select(agency => agency.Body.ProvinceCode).Distinct().Count());
        Assert.Equal(7_852, country.Agencies.Select(agency => agency.Code).Distinct().Count());
        Assert.Equal(7_852, country.Agencies.Select(agency => (agency.Body.ProvinceCode, agency.Body.NameTh)).Distinct().Count());
    }

    [Fact]
    public void A_seed_gives_one_country_of_which_fewer_provinces_and_years_are_a_part()
    {
        var (part, whole) = (NationalData.Generate(provinces: 3, years: 2), NationalData.Generate(years: 7));

        Assert.Equal(part.Agencies.Select(Text), whole.Agencies.Take(part.Agencies.Length).Select(Text));
        Assert.All(part.Agencies, agency => Assert.Equal(Text(part.AssessmentOf(agency, 2564)), Text(whole.AssessmentOf(agency, 2564))));
        Assert.NotEqual(part.Agencies.Select(Text), NationalData.Generate(seed: 1, provinces: 3, years: 2).Agencies.Select(Text));
    }

    [Fact]
    public void A_third_of_the_assessments_hold_items_and_a_third_lead_to_measures()
    {
        var country = NationalData.Generate(provinces: 20, years: 1);

        var assessments = country.Agencies.Select(agency => country.AssessmentOf(agency, 2563)).ToList();
        Assert.InRange(assessments.Count(assessment => assessment.Items is { Count: 43 }) / (double)assessments.Count, 0.30, 0.37);
        Assert.InRange(
            country.Agencies.Count(agency => country.MeasuresOf(agency, 2563).Count > 0) / (double)assessments.Count, 0.30, 0.37);
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json.Options);
}
