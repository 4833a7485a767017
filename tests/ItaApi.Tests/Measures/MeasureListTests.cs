using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Measures;

public sealed class MeasureListTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private readonly string district = Some.District();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(200)]
    public async Task Paging_walks_every_measure_once_by_agency_year_and_position_those_without_one_last(int limit)
    {
        List<string> expected = [];
        foreach (var agency in new[] { await CreateAgencyAsync(), await CreateAgencyAsync() }.Order(StringComparer.Ordinal))
        {
            var unplaced = await CreateAsync(agency, 2566);
            var alsoUnplaced = await CreateAsync(agency, 2566);
            var second = await CreateAsync(agency, 2566, 2);
            var first = await CreateAsync(agency, 2566, 1);
            var earlier = await CreateAsync(agency, 2565, 9);
            expected.AddRange([earlier, first, second, .. new[] { unplaced, alsoUnplaced }.Order(StringComparer.Ordinal)]);
        }

        var walk = await ita.WalkAsync($"/v1/measures?district={district}&limit={limit}&count=true");

        Assert.Equal(expected, walk.SelectMany(Ids));
        Assert.All(walk, page => Assert.Equal(10, page["page"]!["totalCount"]!.GetValue<int>()));
    }

    [Fact]
    public async Task An_agencys_measures_are_its_own_and_an_agency_without_any_has_an_empty_list()
    {
        var agency = await CreateAgencyAsync();
        var measure = await CreateAsync(agency, 2566);
        await CreateAsync(await CreateAgencyAsync(), 2566);

        Assert.Equal([measure], Ids((await ita.GetAsync($"/v1/agencies/{agency}/measures")).Json));
        Assert.Empty(Ids((await ita.GetAsync($"/v1/agencies/{agency}/measures?status=completed")).Json));
        Assert.Equal("[]", (await ita.GetAsync($"/v1/agencies/{await CreateAgencyAsync()}/measures")).Json["items"]!.ToJsonString());
    }

    [Fact]
    public async Task Every_filter_narrows_the_list()
    {
        var agency = await CreateAgencyAsync();
        var other = await CreateAgencyAsync(province: "50");
        var found = await CreateAsync(agency, 2567, change: measure =>
        {
            (measure["basedOnFiscalYear"], measure["status"]) = (2566, "inProgress");
            (measure["indicators"], measure["responsibleUnits"]) = (new JsonArray(9, 7), new JsonArray("กองคลัง", "สำนักปลัด (IT 50%)"));
        });
        await CreateAsync(
            other,
            2566,
            change: measure => (measure["indicators"], measure["responsibleUnits"]) = (new JsonArray(1), new JsonArray("กองช่าง 50")));

        foreach (var filter in new[]
        {
            "province=57", "basedOnFiscalYear=2566", "implementFiscalYear=2567",
            "status=inProgress", "indicator=7", "indicator=9", "unit=คลัง", "unit=it%2050",
            "unit=50%25", "province=57&status=inProgress&indicator=7&unit=สำนักปลัด",
        })
        {
            Assert.Equal([found], await ListAsync(filter));
        }

        string[] filters =
            ["status=completed", "indicator=2", "unit=_", "unit=ไม่มี", "province=50&status=inProgress", "basedOnFiscalYear=2567"];
        foreach (var filter in filters)
            Assert.Empty(await ListAsync(filter));
        Assert.Equal(2, (await ListAsync("unit=50")).Count());
    }

    [Theory]
    [InlineData("province=99", "province unknown_province")]
    [InlineData("status=Planned", "status unknown_value")]
    [InlineData("status=done", "status unknown_value")]
    [InlineData("indicator=0", "indicator out_of_range")]
    [InlineData("indicator=seven", "indicator not_a_number")]
    [InlineData("basedOnFiscalYear=2022", "basedOnFiscalYear gregorian_year")]
    [InlineData("implementFiscalYear=2023", "implementFiscalYear gregorian_year")]
    [InlineData("unit=a%00", "unit invalid_text")]
    [InlineData("year=2566", "year unknown_parameter")]
    public async Task A_filter_with_a_fault_is_refused(string filter, string fault) =>
        (await ita.GetAsync($"/v1/measures?{filter}")).IsProblem(400, "invalid_request", fault);

    [Fact]
    public async Task A_cursor_is_good_for_its_own_list_only()
    {
        var agency = await CreateAgencyAsync();
        await CreateAsync(agency, 2566);
        await CreateAsync(agency, 2566);
        var cursor = (await ita.GetAsync($"/v1/agencies/{agency}/measures?limit=1")).Json["page"]!["nextCursor"]!.GetValue<string>();

        Assert.Equal(HttpStatusCode.OK, (await ita.GetAsync($"/v1/agencies/{agency}/measures?limit=1&cursor={cursor}")).Status);
        (await ita.GetAsync($"/v1/measures?cursor={cursor}")).IsProblem(400, "invalid_request", "cursor invalid_cursor");
        (await ita.GetAsync($"/v1/agencies/{agency}/measures?status=planned&cursor={cursor}")).IsProblem(
            400, "invalid_request", "cursor invalid_cursor");
    }

    private static IEnumerable<string> Ids(JsonNode page) => page["items"]!.AsArray().Select(measure => measure!["id"]!.GetValue<string>());

    private Task<string> CreateAgencyAsync(string province = "57") =>
        ita.CreateAgencyAsync(agency => (agency["districtTh"], agency["provinceCode"]) = (district, province));

    private async Task<string> CreateAsync(string agency, int implementFiscalYear, int? position = null, Action<JsonObject>? change = null)
    {
        var body = Some.Measure();
        body["implementFiscalYear"] = implementFiscalYear;
        if (position is not null)
            body["position"] = position;
        change?.Invoke(body);
        var answer = await ita.PostAsync($"/v1/agencies/{agency}/measures", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Json["id"]!.GetValue<string>();
    }

    private async Task<IEnumerable<string>> ListAsync(string filter) =>
        Ids((await ita.GetAsync($"/v1/measures?district={district}&{filter}")).Json);
}
