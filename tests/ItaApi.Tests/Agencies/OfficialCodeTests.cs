using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Agencies;

/// <summary>The code of the register of local governments, and what may be taken as a code.</summary>
public sealed class OfficialCodeTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task An_agency_has_the_district_of_its_official_code()
    {
        var official = Some.OfficialCode();
        var code = await ita.CreateAgencyAsync(agency => agency["officialCode"] = official);

        var agency = (await ita.GetAsync($"/v1/agencies/{code}")).Json;

        Assert.Equal((official, official[1..5]), (agency["officialCode"]!.GetValue<string>(), agency["districtCode"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_district_that_is_sent_goes_before_that_of_the_official_code()
    {
        var code = await ita.CreateAgencyAsync(agency => agency.With("officialCode", Some.OfficialCode()).With("districtCode", "5708"));

        Assert.Equal("5708", (await ita.GetAsync($"/v1/agencies/{code}")).Json["districtCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task Agencies_are_listed_by_their_official_code_and_their_district()
    {
        var official = Some.OfficialCode();
        var code = await ita.CreateAgencyAsync(agency => agency.With("officialCode", official).With("districtCode", "5799"));
        await ita.CreateAgencyAsync(agency => agency["officialCode"] = Some.OfficialCode());

        foreach (var filter in new[]
        {
            $"officialCode={official}",
            "districtCode=5799",
            $"q={official}",
            $"q={official}&districtCode=5799&officialCode={official}",
        })
        {
            var found = (await ita.GetAsync($"/v1/agencies?count=true&{filter}")).Json;

            Assert.Equal((filter, code), (filter, Assert.Single(found["items"]!.AsArray())!["code"]!.GetValue<string>()));
            Assert.Equal(1, found["page"]!["totalCount"]!.GetValue<int>());
        }

        (await ita.GetAsync("/v1/agencies?officialCode=57")).IsProblem(400, "invalid_request", "officialCode invalid_format");
        (await ita.GetAsync("/v1/agencies?districtCode=อำเภอ")).IsProblem(400, "invalid_request", "districtCode invalid_format");
    }

    [Fact]
    public async Task A_district_is_listed_with_the_code_of_its_agencies()
    {
        await ita.CreateAgencyAsync(agency => agency.With("provinceCode", "58").With("districtTh", "ปาย").With("officialCode", "6580401"));
        await ita.CreateAgencyAsync(agency => agency.With("provinceCode", "58").With("districtTh", "อ.ปาย"));

        Assert.Equal(
            """{"items":[{"code":"5804","nameTh":"ปาย","agencies":2}]}""", (await ita.GetAsync("/v1/provinces/58/districts")).Text);
    }

    [Fact]
    public async Task No_two_agencies_have_one_official_code()
    {
        var official = Some.OfficialCode();
        await ita.CreateAgencyAsync(agency => agency["officialCode"] = official);

        (await ita.PutAsync(
            $"/v1/agencies/{Some.AgencyCode()}", Some.Agency().With("officialCode", official))).IsProblem(409, "official_code_taken");
    }

    [Theory]
    [InlineData("officialCode", "1570801", "invalid_format")]
    [InlineData("officialCode", "657080", "invalid_format")]
    [InlineData("officialCode", "๖๕๗๐๘๐๑", "invalid_format")]
    [InlineData("districtCode", "570", "invalid_format")]
    [InlineData("districtCode", "5001", "district_of_other_province")]
    public async Task A_code_of_another_form_is_refused(string member, string value, string fault) =>
        (await ita.PutAsync(
            $"/v1/agencies/{Some.AgencyCode()}",
            Some.Agency().With(member, value))).IsProblem(400, "invalid_request", $"/{member} {fault}");

    [Theory]
    [InlineData("40-ban-phai", null, "57", HttpStatusCode.Forbidden)]
    [InlineData("6401003", null, "57", HttpStatusCode.Forbidden)]
    [InlineData("t-own-1", "6401003", "57", HttpStatusCode.Forbidden)]
    [InlineData("57-own-2", null, "57", HttpStatusCode.Created)]
    [InlineData("6570999", "6570999", "57", HttpStatusCode.Created)]
    [InlineData("40000-3", null, "57", HttpStatusCode.Created)]
    [InlineData("99-no-province", null, "57", HttpStatusCode.Created)]
    public async Task The_key_of_a_province_takes_no_code_that_is_kept_for_another(
        string code, string? official, string province, HttpStatusCode status)
    {
        var (_, key) = await ita.CreateKeyAsync(provinces: ["57"]);
        var agency = Some.Agency().With("provinceCode", province);
        if (official is not null)
            agency["officialCode"] = official;

        var answer = await PutAsync(code, agency, key);

        Assert.Equal((status, status == HttpStatusCode.Forbidden ? "code_of_other_province" : null), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task An_agency_that_has_a_code_kept_for_another_province_can_be_changed()
    {
        var code = $"40-{Guid.NewGuid():N}"[..20];
        await ita.PutAsync($"/v1/agencies/{code}", Some.Agency().With("officialCode", "6400001"));
        var (_, key) = await ita.CreateKeyAsync(provinces: ["57"]);

        var answer = await PutAsync(code, Some.Agency("เทศบาลตำบลใหม่").With("officialCode", "6400001"), key, "*");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    private Task<Answer> PutAsync(string code, JsonObject agency, string key, string? condition = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/agencies/{code}")
        {
            Content = new StringContent(agency.ToJsonString(), null, "application/json"),
        };
        request.Headers.Add("X-Api-Key", key);
        if (condition is not null)
            request.Headers.TryAddWithoutValidation("If-Match", condition);
        return ItaApplication.SendAsync(ita.CreateBareClient(), request);
    }
}
