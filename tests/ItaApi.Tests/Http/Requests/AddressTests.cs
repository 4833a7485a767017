using System.Net;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Http.Requests;

/// <summary>Everything that stands in an address is checked before anything is done, and every fault of it is told at once.</summary>
public sealed class AddressTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData("agencies?unknown=1", "unknown unknown_parameter")]
    [InlineData("agencies?Limit=5", "Limit unknown_parameter")]
    [InlineData("agencies?sort=code", "sort unknown_parameter")]
    [InlineData("provinces?limit=5", "limit unknown_parameter")]
    [InlineData("frameworks/2565?x", "x unknown_parameter")]
    [InlineData("agencies?limit=1&limit=2", "limit repeated_parameter")]
    [InlineData("agencies?limit=0", "limit out_of_range")]
    [InlineData("agencies?limit=201", "limit out_of_range")]
    [InlineData("agencies?limit=-1", "limit out_of_range")]
    [InlineData("agencies?limit=abc", "limit not_a_number")]
    [InlineData("agencies?limit=", "limit not_a_number")]
    [InlineData("agencies?limit=5.0", "limit not_a_number")]
    [InlineData("agencies?limit=๕", "limit not_a_number")]
    [InlineData("agencies?limit=99999999999", "limit not_a_number")]
    [InlineData("agencies?count=yes", "count unknown_value")]
    [InlineData("agencies?count=True", "count unknown_value")]
    [InlineData("agencies?kind=CityMunicipality", "kind unknown_value")]
    [InlineData("agencies?kind=3", "kind unknown_value")]
    [InlineData("agencies?kind=", "kind unknown_value")]
    [InlineData("agencies?province=99", "province unknown_province")]
    [InlineData("agencies?province=๕๗", "province unknown_province")]
    [InlineData("agencies?province=", "province unknown_province")]
    [InlineData("agencies?cursor=!", "cursor invalid_format")]
    [InlineData("agencies?cursor=", "cursor invalid_cursor")]
    [InlineData("agencies?cursor=abc", "cursor invalid_cursor")]
    [InlineData("agencies?cursor=AAAAAAAAAAAAAAAAAAAAAAAA", "cursor invalid_cursor")]
    [InlineData("agencies?q=a%00b", "q invalid_text")]
    [InlineData("agencies?q=%E2%80%AEa", "q invalid_text")]
    [InlineData("agencies/x", "agencyCode invalid_format")]
    [InlineData("agencies/๕๗-แม่เงิน", "agencyCode invalid_format")]
    [InlineData("agencies/-57", "agencyCode invalid_format")]
    [InlineData("agencies/57-a%0A", "agencyCode invalid_text|agencyCode invalid_format")]
    [InlineData("agencies/123456789012345678901234567890123", "agencyCode invalid_format")]
    [InlineData("frameworks/2022", "fiscalYear gregorian_year")]
    [InlineData("frameworks/65", "fiscalYear out_of_range")]
    [InlineData("frameworks/๒๕๖๕", "fiscalYear not_a_number")]
    [InlineData("frameworks/02565", "fiscalYear not_a_number")]
    [InlineData("frameworks/%2B2565", "fiscalYear not_a_number")]
    [InlineData("frameworks/abc", "fiscalYear not_a_number")]
    [InlineData("assessments?fiscalYear=2022", "fiscalYear gregorian_year")]
    [InlineData("assessments?grade=Z", "grade unknown_value")]
    [InlineData("assessments?minTotal=100.01", "minTotal out_of_range")]
    [InlineData("assessments?maxTotal=1e1", "maxTotal not_a_number")]
    [InlineData("assessments?maxTotal=85.005", "maxTotal too_many_decimals")]
    [InlineData("assessments?sort=name", "sort unknown_value")]
    [InlineData("assessments?sort=Total", "sort unknown_value")]
    [InlineData("assessments?updatedSince=yesterday", "updatedSince not_a_timestamp")]
    [InlineData("assessments?updatedSince=2026-01-31", "updatedSince not_a_timestamp")]
    [InlineData("assessments?updatedSince=2026-01-31T08:00:00", "updatedSince not_a_timestamp")]
    [InlineData("agencies/57-somewhere/assessments/2565/result?threshold=abc", "threshold not_a_number")]
    [InlineData("agencies/57-somewhere/assessments/2565/result?threshold=101", "threshold out_of_range")]
    [InlineData("agencies/57-somewhere/assessments/2565/result?threshold=84.999", "threshold too_many_decimals")]
    public async Task An_address_with_a_fault_is_refused_with_the_parameters_name(string address, string oneOf)
    {
        var answer = await ita.GetAsync($"/v1/{address}");

        Assert.Contains(Assert.Single(answer.Faults), oneOf.Split('|'));
        answer.IsProblem(400, "invalid_request", answer.Faults[0]);
    }

    [Fact]
    public async Task All_faults_of_an_address_are_told_at_once()
    {
        var answer = await ita.GetAsync("/v1/agencies/๕๗/assessments?limit=0&cursor=!&count=1&x=1&limits=2");

        answer.IsProblem(400, "invalid_request",
            "agencyCode invalid_format", "limit out_of_range", "cursor invalid_format",
            "count unknown_value", "x unknown_parameter", "limits unknown_parameter");
    }

    [Fact]
    public async Task The_year_of_the_common_era_is_refused_with_the_buddhist_year_that_is_meant()
    {
        var answer = await ita.GetAsync("/v1/frameworks/2022", "th");

        Assert.Equal("2022 เป็นปี ค.ศ. โปรดระบุเป็นปี พ.ศ. คือ 2565", answer.Json["errors"]![0]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_cursor_is_good_only_for_the_list_and_the_filters_it_was_given_out_for()
    {
        var district = await CreateTwoAgenciesAsync();
        var cursor = (await ita.GetAsync($"/v1/agencies?district={district}&limit=1")).Json["page"]!["nextCursor"]!.GetValue<string>();

        Assert.Equal(
            HttpStatusCode.OK, (await ita.GetAsync($"/v1/agencies?cursor={cursor}&limit=100&district={district}&count=true")).Status);
        string[] lists =
            ["agencies?", "agencies?district=other&", $"agencies?district={district}&kind=other&", $"assessments?district={district}&"];
        foreach (var elsewhere in lists)
            (await ita.GetAsync($"/v1/{elsewhere}cursor={cursor}")).IsProblem(400, "invalid_request", "cursor invalid_cursor");
    }

    [Fact]
    public async Task A_cursor_that_was_altered_anywhere_is_refused()
    {
        var district = await CreateTwoAgenciesAsync();
        var list = $"/v1/agencies?district={district}&limit=1&cursor=";
        var cursor = (await ita.GetAsync(list[..^"&cursor=".Length])).Json["page"]!["nextCursor"]!.GetValue<string>();

        for (var i = 0; i < cursor.Length; i++)
        {
            var altered = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            Assert.Equal(HttpStatusCode.BadRequest, (await ita.GetAsync(list + altered)).Status);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await ita.GetAsync(list + cursor[..^1])).Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v1/nothing")]
    [InlineData("/v2/agencies")]
    [InlineData("/v1/agencies/57-somewhere/assessments/2565/nothing")]
    public async Task An_address_that_is_none_is_not_found(string address) => (await ita.GetAsync(address)).IsProblem(404, "not_found");

    [Theory]
    [InlineData("POST", "/v1/agencies/57-somewhere", "DELETE, GET, PUT")]
    [InlineData("PATCH", "/v1/agencies/57-somewhere/assessments/2565", "DELETE, GET, PUT")]
    [InlineData("DELETE", "/v1/provinces", "GET")]
    [InlineData("GET", "/v1/scorings", "POST")]
    public async Task A_method_that_is_not_answered_is_refused_with_those_that_are(string method, string address, string allowed)
    {
        var answer = await ita.SendAsync(new HttpMethod(method), address, body: null);

        answer.IsProblem(405, "method_not_allowed");
        Assert.Equal(allowed, string.Join(", ", answer.Allow.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_nul_in_a_path_is_refused_before_the_service_is_asked() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await ita.GetAsync("/v1/agencies/57-a%00b")).Status);

    [Fact]
    public async Task The_way_comes_before_the_body()
    {
        (await ita.SendAsync(HttpMethod.Post, "/v1/nothing", "{", mediaType: "text/plain")).IsProblem(404, "not_found");
        (await ita.SendAsync(HttpMethod.Patch, "/v1/provinces", "{", mediaType: "text/plain")).IsProblem(405, "method_not_allowed");
    }

    [Theory]
    [InlineData("th", true)]
    [InlineData("th-TH,th;q=0.9,en;q=0.8", true)]
    [InlineData("th;q=0.5, en", false)]
    [InlineData("en, th", false)]
    [InlineData("de", false)]
    [InlineData("th;q=0", false)]
    [InlineData("*", false)]
    [InlineData("th;q=oops;;,", false)]
    [InlineData(null, false)]
    public async Task Problems_are_told_in_thai_to_those_who_would_rather_read_it(string? languages, bool thai)
    {
        var problem = (await ita.GetAsync("/v1/agencies?limit=0", languages)).Json;

        Assert.Equal(thai ? "คำขอไม่ถูกต้อง" : "The request is not valid", problem["title"]!.GetValue<string>());
        Assert.StartsWith(thai ? "ไม่มีการบันทึก" : "Nothing was stored", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(
            thai ? "ค่าต้องอยู่ระหว่าง 1 ถึง 200" : "The value must be from 1 to 200.",
            problem["errors"]![0]!["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/v1/agencies?limit=0", 400)]
    [InlineData("/v1/agencies/57-not-there", 404)]
    [InlineData("/v1/nothing", 404)]
    public async Task Problems_are_json_for_a_caller_who_accepts_only_csv(string address, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/csv");

        var answer = await ItaApplication.SendAsync(ita.Client, request);

        Assert.Equal((status, "application/problem+json"), ((int)answer.Status, answer.MediaType));
    }

    [Theory]
    [InlineData("/v1/provinces/57", 200)]
    [InlineData("/v1/provinces/99", 404)]
    [InlineData("/health/live", 200)]
    public async Task HEAD_is_answered_as_GET_is_without_the_body(string address, int status)
    {
        var answer = await ita.SendAsync(HttpMethod.Head, address, body: null);

        Assert.Equal((status, ""), ((int)answer.Status, answer.Text));
    }

    /// <summary>The district of two agencies that nobody else is in.</summary>
    private async Task<string> CreateTwoAgenciesAsync()
    {
        var district = Some.District();
        for (var i = 0; i < 2; i++)
            await ita.CreateAgencyAsync(agency => agency["districtTh"] = district);
        return district;
    }
}
