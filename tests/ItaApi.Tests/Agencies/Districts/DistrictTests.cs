using ItaApi.Tests.Support;

namespace ItaApi.Tests.Agencies.Districts;

/// <summary>The districts of a province are those its agencies name.</summary>
public sealed class DistrictTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_district_is_listed_once_with_its_agencies_in_the_order_of_a_dictionary()
    {
        foreach (var district in new[] { "เวียงแก่น", "แม่จัน", "อ.แม่จัน", "แม่จัน", "เมือง", "เมืองเชียงราย", "พาน" })
            await ita.CreateAgencyAsync(agency => agency["districtTh"] = district);
        await ita.CreateAgencyAsync();

        var districts = (await ita.GetAsync("/v1/provinces/57/districts")).Json;

        Assert.Equal(["items"], districts.AsObject().Select(member => member.Key));
        Assert.Equal(
            ["พาน 1", "เมืองเชียงราย 2", "แม่จัน 3", "เวียงแก่น 1"],
            districts["items"]!.AsArray().Select(district => $"{district!["nameTh"]} {district["agencies"]}"));
    }

    [Fact]
    public async Task A_province_without_agencies_has_no_districts() =>
        Assert.Equal("""{"items":[]}""", (await ita.GetAsync("/v1/provinces/93/districts")).Text);

    [Fact]
    public async Task A_province_that_does_not_exist_has_none_to_list() =>
        (await ita.GetAsync("/v1/provinces/99/districts")).IsProblem(404, "province_not_found");
}
