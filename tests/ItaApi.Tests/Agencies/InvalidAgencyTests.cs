using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Agencies;

/// <summary>An agency that can be read and is not valid is refused with all of its faults.</summary>
public sealed class InvalidAgencyTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private static readonly string TooLong = new('ก', 301);

    public static TheoryData<string, string, string> Faults => new()
    {
        { "nameTh", "\"\"", "blank_text" },
        { "nameTh", "\" \\u00a0\"", "blank_text" },
        { "nameTh", $"\"{TooLong}\"", "too_long" },
        { "nameEn", "\"\"", "blank_text" },
        { "shortNameTh", $"\"{TooLong}\"", "too_long" },
        { "districtTh", "\"\\t\"", "blank_text" },
        { "provinceCode", "\"99\"", "unknown_province" },
        { "provinceCode", "\"\"", "unknown_province" },
        { "provinceCode", "\"๕๗\"", "unknown_province" },
        { "provinceCode", "\"TH-57\"", "unknown_province" },
        { "websiteUrl", "\"www.maengoen.go.th\"", "invalid_url" },
        { "websiteUrl", "\"ftp://maengoen.go.th\"", "invalid_url" },
        { "websiteUrl", "\"javascript:alert(1)\"", "invalid_url" },
        { "websiteUrl", "\"\"", "invalid_url" },
        { "websiteUrl", $"\"https://{new string('a', 2_000)}\"", "too_long" },
        { "fromFiscalYear", "2022", "gregorian_year" },
        { "toFiscalYear", "3000", "out_of_range" },
        { "code", "\"57-another\"", "differs_from_path" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_agency_with_a_fault_is_refused_at_its_place(string member, string value, string code)
    {
        var address = $"/v1/agencies/{Some.AgencyCode()}";
        var agency = Some.Agency();
        agency[member] = JsonNode.Parse(value);

        var answer = await ita.PutAsync(address, agency);

        answer.IsProblem(400, "invalid_request", $"/{member} {code}");
        Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync(address)).Status);
    }

    [Fact]
    public async Task What_is_left_out_and_needed_is_told_at_once()
    {
        var answer = await ita.PutAsync($"/v1/agencies/{Some.AgencyCode()}", new JsonObject());

        answer.IsProblem(400, "invalid_request", "/nameTh required", "/kind required", "/provinceCode required");
    }

    [Fact]
    public async Task Every_fault_is_told_at_once_each_at_its_own_place()
    {
        var agency = JsonNode.Parse("""
            {
              "code": "x-y", "nameTh": "", "kind": "other", "provinceCode": "00", "websiteUrl": "x",
              "aliases": ["ทต.", "", "ทต"], "fromFiscalYear": 2565, "toFiscalYear": 2022
            }
            """)!;

        var answer = await ita.PutAsync($"/v1/agencies/{Some.AgencyCode()}", agency, "th");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Superset(
            new HashSet<string>
            {
                "/code differs_from_path", "/nameTh blank_text", "/provinceCode unknown_province",
                "/websiteUrl invalid_url", "/aliases/1 blank_text", "/toFiscalYear gregorian_year",
            },
            answer.Faults.ToHashSet());
        Assert.All(
            answer.Json["errors"]!.AsArray(),
            error => Assert.Contains(error!["message"]!.GetValue<string>(), character => character is >= 'ก' and <= '๛'));
    }

    [Theory]
    [InlineData(2566, 2565, false)]
    [InlineData(2565, 2565, true)]
    [InlineData(null, 2565, true)]
    [InlineData(2565, null, true)]
    public async Task An_agency_ends_no_earlier_than_it_begins(int? from, int? to, bool valid)
    {
        var agency = Some.Agency();
        if (from is not null)
            agency["fromFiscalYear"] = from;
        if (to is not null)
            agency["toFiscalYear"] = to;

        var answer = await ita.PutAsync($"/v1/agencies/{Some.AgencyCode()}", agency);

        if (valid)
            Assert.Equal(HttpStatusCode.Created, answer.Status);
        else
            answer.IsProblem(400, "invalid_request", "/toFiscalYear years_out_of_order");
    }

    [Fact]
    public async Task An_agency_has_at_most_twenty_aliases()
    {
        var agency = Some.Agency();
        agency["aliases"] = new JsonArray([.. Enumerable.Range(0, 21).Select(i => (JsonNode)$"ชื่อ {i}")]);

        (await ita.PutAsync($"/v1/agencies/{Some.AgencyCode()}", agency)).IsProblem(400, "invalid_request", "/aliases too_many");
    }

    [Fact]
    public async Task A_refused_change_leaves_the_agency_as_it_was()
    {
        var code = await ita.CreateAgencyAsync();
        var before = (await ita.GetAsync($"/v1/agencies/{code}")).Text;
        var agency = Some.Agency();
        agency["provinceCode"] = "99";

        Assert.Equal(HttpStatusCode.BadRequest, (await ita.PutAsync($"/v1/agencies/{code}", agency)).Status);

        Assert.Equal(before, (await ita.GetAsync($"/v1/agencies/{code}")).Text);
    }
}
