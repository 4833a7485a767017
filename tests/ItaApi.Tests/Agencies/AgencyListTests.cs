using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Agencies;

public sealed class AgencyListTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private readonly string district = Some.District();

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(200, 1)]
    public async Task Paging_walks_every_agency_once_in_the_order_of_codes(int limit, int pages)
    {
        List<string> created = [];
        for (var i = 0; i < 5; i++)
            created.Add(await CreateAsync());

        var walk = await ita.WalkAsync($"/v1/agencies?district={district}&kind=subdistrictMunicipality&limit={limit}&count=true");

        Assert.Equal(created.Order(StringComparer.Ordinal), walk.SelectMany(page => Codes(page)));
        Assert.Equal(pages, walk.Count);
        Assert.All(
            walk,
            page => Assert.Equal((limit, 5), (page["page"]!["limit"]!.GetValue<int>(), page["page"]!["totalCount"]!.GetValue<int>())));
    }

    [Fact]
    public async Task A_list_that_matches_nothing_is_empty_and_has_no_next_page()
    {
        var answer = await ita.GetAsync($"/v1/agencies?district={district}");

        Assert.Equal("""{"items":[],"page":{"limit":50}}""", answer.Json.ToJsonString());
        Assert.False(answer.Headers.Contains("Link"));
    }

    [Fact]
    public async Task Province_district_and_kind_narrow_the_list_together()
    {
        await CreateAsync();
        var city = await CreateAsync(agency => agency["kind"] = "cityMunicipality");
        await CreateAsync(agency => (agency["kind"], agency["provinceCode"]) = ("cityMunicipality", "50"));

        Assert.Equal([city], await ListAsync("province=57&kind=cityMunicipality"));
        Assert.Equal(2, (await ListAsync("kind=cityMunicipality")).Count);
        Assert.Equal(3, (await ListAsync("")).Count);
    }

    [Theory]
    [InlineData("แม่เงิน")]
    [InlineData("เทศบาลตำบลแม่เงิน")]
    [InlineData("ทต.แม่")]
    [InlineData("mae ngoen")]
    [InlineData("MAE")]
    [InlineData("เมืองเก่า")]
    public async Task Text_is_searched_in_every_name_in_any_casing(string text)
    {
        await CreateAsync();
        var found = await CreateAsync(agency =>
        {
            agency["nameTh"] = "เทศบาลตำบลแม่เงิน";
            agency["nameEn"] = "Mae Ngoen Subdistrict Municipality";
            agency["shortNameTh"] = "ทต.แม่เงิน";
            agency["aliases"] = new JsonArray("เมืองเก่าแม่น้ำ");
        });

        Assert.Equal([found], await ListAsync($"q={Uri.EscapeDataString(text)}"));
    }

    [Fact]
    public async Task An_agency_is_found_by_a_part_of_its_code()
    {
        var code = await CreateAsync();

        Assert.Equal([code], await ListAsync($"q={code[2..].ToUpperInvariant()}"));
    }

    [Theory]
    [InlineData("50%")]
    [InlineData("a_b")]
    [InlineData(@"c\d")]
    public async Task What_would_be_a_wildcard_is_searched_as_it_stands(string text)
    {
        await CreateAsync(agency => agency["nameTh"] = "50 a-b cd");
        var found = await CreateAsync(agency => agency["nameTh"] = $"เทศบาล {text}");

        Assert.Equal([found], await ListAsync($"q={Uri.EscapeDataString(text)}"));
    }

    [Fact]
    public async Task A_search_is_composed_as_names_are()
    {
        var found = await CreateAsync(agency => agency["nameEn"] = "Café");

        Assert.Equal([found], await ListAsync($"q={Uri.EscapeDataString("Cafe\u0301")}"));
    }

    private static IEnumerable<string> Codes(JsonNode page) =>
        page["items"]!.AsArray().Select(agency => agency!["code"]!.GetValue<string>());

    private Task<string> CreateAsync(Action<JsonObject>? change = null) => ita.CreateAgencyAsync(agency =>
    {
        agency["districtTh"] = district;
        change?.Invoke(agency);
    });

    private async Task<IReadOnlyList<string>> ListAsync(string filters) =>
        [.. Codes((await ita.GetAsync($"/v1/agencies?district={district}&{filters}".TrimEnd('&'))).Json)];
}
