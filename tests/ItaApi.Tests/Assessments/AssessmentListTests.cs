using System.Globalization;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments;

public sealed class AssessmentListTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private readonly string district = Some.District();

    [Theory]
    [InlineData("agencyCode")]
    [InlineData("total")]
    [InlineData("-total")]
    [InlineData("updatedAt")]
    [InlineData("-updatedAt")]
    public async Task Every_order_walks_every_assessment_once_ties_by_agency_and_year(string sort)
    {
        // Two agencies and two years tie in every total.
        foreach (var total in new[] { 80m, 90m, 80m })
        {
            var agency = await CreateAgencyAsync();
            foreach (var year in new[] { 2565, 2564 })
                await PutAsync(agency, year, Some.Assessment(total));
        }

        var whole = Items(await ita.WalkAsync($"/v1/assessments?district={district}&sort={sort}"));
        var walked = Items(await ita.WalkAsync($"/v1/assessments?district={district}&sort={sort}&limit=1&count=true"));

        Assert.Equal(6, whole.Count);
        Assert.Equal(whole, walked);
        Assert.Equal(Ordered(whole, sort), whole);
    }

    [Theory]
    [InlineData("fiscalYear=2564", "95@2564")]
    [InlineData("province=50", "70@2565")]
    [InlineData("kind=cityMunicipality", "70@2565")]
    [InlineData("kind=other", "")]
    [InlineData("grade=AA", "95@2564")]
    [InlineData("grade=D", "60@2565")]
    [InlineData("grade=ระดับ D", "60@2565")]
    [InlineData("grade=ยอดเยี่ยม", "95@2564")]
    [InlineData("grade=ผ่านดี", "")]
    [InlineData("minTotal=85", "85@2565,95@2564")]
    [InlineData("maxTotal=70.00", "60@2565,70@2565")]
    [InlineData("minTotal=60.01&maxTotal=94.99", "70@2565,85@2565")]
    [InlineData("fiscalYear=2565&minTotal=85&kind=subdistrictMunicipality", "85@2565")]
    [InlineData("", "60@2565,70@2565,85@2565,95@2564")]
    public async Task Filters_narrow_the_list_and_its_count(string filters, string expected)
    {
        await PutAsync(await CreateAgencyAsync(), 2565, Some.Assessment(60m));
        await PutAsync(
            await CreateAgencyAsync(agency => (agency["provinceCode"], agency["kind"]) = ("50", "cityMunicipality")),
            2565,
            Some.Assessment(70m));
        await PutAsync(await CreateAgencyAsync(), 2565, Some.Assessment(85m));
        await PutAsync(await CreateAgencyAsync(), 2564, Some.Assessment(95m));

        var page = (await ita.GetAsync($"/v1/assessments?district={district}&sort=total&count=true&{filters}".TrimEnd('&'))).Json;

        Assert.Equal(
            expected,
            string.Join(',', page["items"]!.AsArray().Select(item => $"{item!["total"]!.GetValue<decimal>():0}@{item["fiscalYear"]}")));
        Assert.Equal(page["items"]!.AsArray().Count, page["page"]!["totalCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task Only_what_changed_since_a_moment_is_listed_in_whatever_zone_it_is_written()
    {
        await PutAsync(await CreateAgencyAsync(), 2565, Some.Assessment());
        var later = await CreateAgencyAsync();
        await PutAsync(later, 2565, Some.Assessment());
        var moment = DateTimeOffset.Parse(
            (await ita.GetAsync($"/v1/agencies/{later}/assessments/2565")).Json["updatedAt"]!.GetValue<string>(),
            CultureInfo.InvariantCulture);

        string[] spellings =
        [
            moment.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            moment.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture),
        ];
        foreach (var text in spellings)
        {
            var page = (await ita.GetAsync($"/v1/assessments?district={district}&updatedSince={Uri.EscapeDataString(text)}")).Json;
            Assert.Equal([later], page["items"]!.AsArray().Select(item => item!["agencyCode"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task An_item_shows_the_scores_and_what_they_make()
    {
        var agency = await CreateAgencyAsync();
        await PutAsync(agency, 2565, Some.Example("assessments/57-mae-ngoen-2565.json").Without("agencyCode"));

        var item = (await ita.GetAsync($"/v1/assessments?district={district}")).Json["items"]![0]!;

        Assert.Equal("calculated", item["basis"]!.GetValue<string>());
        Assert.Equal("88.13", item["total"]!.ToJsonString());
        Assert.Equal("A", item["grade"]!.GetValue<string>());
        Assert.True(item["passed"]!.GetValue<bool>());
        Assert.Equal(
            ["IIT 98.40", "EIT 68.71", "OIT 95.00"],
            item["instruments"]!.AsArray().Select(instrument => $"{instrument!["code"]} {instrument["score"]!.ToJsonString()}"));
        Assert.Equal(10, item["indicators"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_reported_total_stands_in_the_list_without_what_is_not_known()
    {
        await PutAsync(await CreateAgencyAsync(), 2566, JsonNode.Parse("""{"reported":{"total":95.86}}""")!);

        var item = (await ita.GetAsync($"/v1/assessments?district={district}")).Json["items"]!.AsArray().Single()!.AsObject();

        Assert.Equal("reported", item["basis"]!.GetValue<string>());
        Assert.All(["grade", "instruments", "indicators"], member => Assert.False(item.ContainsKey(member)));
    }

    [Fact]
    public async Task An_agencys_assessments_are_listed_by_year_page_by_page()
    {
        var agency = await CreateAgencyAsync();
        foreach (var year in new[] { 2565, 2563, 2564 })
            await PutAsync(agency, year, Some.Assessment());

        var pages = await ita.WalkAsync($"/v1/agencies/{agency}/assessments?limit=2&count=true");

        Assert.Equal([2, 1], pages.Select(page => page["items"]!.AsArray().Count));
        Assert.Equal(
            [2563, 2564, 2565], pages.SelectMany(page => page["items"]!.AsArray()).Select(item => item!["fiscalYear"]!.GetValue<int>()));
        Assert.All(pages, page => Assert.Equal(3, page["page"]!["totalCount"]!.GetValue<int>()));
        Assert.Equal("[]", (await ita.GetAsync($"/v1/agencies/{await CreateAgencyAsync()}/assessments")).Json["items"]!.ToJsonString());
    }

    private static IReadOnlyList<Row> Items(IReadOnlyList<JsonNode> pages) =>
    [
        .. pages.SelectMany(page => page["items"]!.AsArray()).Select(item => new Row(
            item!["agencyCode"]!.GetValue<string>(), item["fiscalYear"]!.GetValue<int>(),
            item["total"]!.GetValue<decimal>(), item["updatedAt"]!.GetValue<DateTime>())),
    ];

    private static IEnumerable<Row> Ordered(IEnumerable<Row> rows, string sort) => (sort switch
    {
        "total" => rows.OrderBy(row => row.Total),
        "-total" => rows.OrderByDescending(row => row.Total),
        "updatedAt" => rows.OrderBy(row => row.UpdatedAt),
        "-updatedAt" => rows.OrderByDescending(row => row.UpdatedAt),
        _ => rows.OrderBy(row => row.AgencyCode, StringComparer.Ordinal),
    }).ThenBy(row => row.AgencyCode, StringComparer.Ordinal).ThenBy(row => row.FiscalYear);

    private Task<string> CreateAgencyAsync(Action<JsonObject>? change = null) => ita.CreateAgencyAsync(agency =>
    {
        agency["districtTh"] = district;
        change?.Invoke(agency);
    });

    private async Task PutAsync(string agency, int year, JsonNode body)
    {
        var answer = await ita.PutAsync($"/v1/agencies/{agency}/assessments/{year}", body);
        Assert.True(answer.Status == System.Net.HttpStatusCode.Created, answer.Text);
    }

    private sealed record Row(string AgencyCode, int FiscalYear, decimal Total, DateTime UpdatedAt);
}
