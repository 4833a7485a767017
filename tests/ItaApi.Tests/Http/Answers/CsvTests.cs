using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using ItaApi.Tests.Dashboards;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Http.Answers;

/// <summary>Every CSV says what the JSON at the same address says, and a spreadsheet opens it.</summary>
public sealed class CsvTests(GeneratedProvinces generated) : IClassFixture<GeneratedProvinces>
{
    private static readonly byte[] Mark = Encoding.UTF8.GetPreamble();

    [Fact]
    public async Task A_ranking_is_whole_and_equal_to_every_page()
    {
        var rows = await ReadAsync("/v1/rankings?fiscalYear=2566");

        var pages = await generated.Ita.WalkAsync("/v1/rankings?fiscalYear=2566&limit=7");
        Assert.Equal(
            pages.SelectMany(page => page["items"]!.AsArray()).Select(row => Line(
                "2566", row!["rank"], row["rankOf"], row["agencyCode"], row["nameTh"], row["kind"],
                row["provinceCode"], row["districtTh"], row["total"], row["grade"], row["change"])),
            rows.Select(
                row => Line(
                    row, "fiscal_year", "rank", "rank_of", "agency_code", "name_th",
                    "kind", "province_code", "district_th", "total", "grade", "change")));
        Assert.Equal(5, (await ReadAsync("/v1/rankings?fiscalYear=2566&limit=5")).Count);
    }

    [Fact]
    public async Task A_list_of_assessments_is_whole_and_equal_to_every_page()
    {
        var rows = await ReadAsync("/v1/assessments?sort=-total&province=57");

        var items = (await generated.Ita.WalkAsync("/v1/assessments?sort=-total&province=57&limit=50"))
            .SelectMany(page => page["items"]!.AsArray())
            .ToList();
        Assert.True(rows.Count > 50);
        Assert.Equal(
            items.Select(item => Line([
                item!["agencyCode"], item["fiscalYear"], item["basis"], item["total"], item["grade"], item["passed"],
                .. Enumerable.Range(0, 3).Select(i => item["instruments"]?[i]!["score"]),
                .. Enumerable.Range(0, 10).Select(i => item["indicators"]?[i]!["score"]), item["version"], item["updatedAt"]])),
            rows.Select(row => Line(row, [
                "agency_code", "fiscal_year", "basis", "total", "grade", "passed", "iit", "eit", "oit",
                .. Enumerable.Range(1, 10).Select(number => $"indicator_{number}"), "version", "updated_at"])));
        Assert.Equal(3, (await ReadAsync("/v1/assessments?limit=3")).Count);
    }

    [Fact]
    public async Task A_summary_has_a_row_for_each_figure()
    {
        var rows = await ReadAsync("/v1/provinces/57/summary?fiscalYear=2565");

        var summary = await generated.GetAsync("/v1/provinces/57/summary?fiscalYear=2565");
        var reported = summary["coverage"]!["reported"];
        var expected = new List<string>
        {
            Line(
                "57", "2565", "coverage", null, summary["coverage"]!["agencies"], null,
                null, null, null, reported, summary["coverage"]!["share"], null),
            Line(
                "57", "2565", "total", null, reported, summary["total"]!["mean"], summary["total"]!["median"],
                summary["total"]!["min"], summary["total"]!["max"], null, null, null),
            Line(
                "57", "2565", "passed", null, reported, null, null, null, null,
                summary["passed"]!["count"], summary["passed"]!["share"], null),
            Line(
                "57", "2565", "target", null, null, null, null, summary["target"]!["minTotal"],
                null, null, summary["target"]!["sharePercent"], summary["target"]!["met"]),
        };
        expected.AddRange(
            summary["grades"]!.AsArray()
                .Select(
                    grade => Line(
                        "57", "2565", "grade", grade!["code"], reported, null, null, null, null, grade["count"], null, null)));
        expected.AddRange(
            summary["instruments"]!.AsArray()
                .Select(
                    instrument => Line(
                        "57", "2565", "instrument", instrument!["code"], instrument["n"],
                        instrument["mean"], null, null, null, null, null, null)));
        expected.AddRange(summary["indicators"]!.AsArray().Select(indicator => Line(
            "57", "2565", "indicator", indicator!["number"], indicator["n"], indicator["mean"],
            indicator["median"], indicator["min"], indicator["max"], indicator["weakCount"], null, null)));
        expected.AddRange(
            summary["measures"]!.AsObject()
                .Select(status => Line("57", "2565", "measures", status.Key, null, null, null, null, null, status.Value, null, null)));

        Assert.Equal(
            expected,
            rows.Select(
                row => Line(
                    row, "province_code", "fiscal_year", "figure", "code", "n", "mean", "median", "min", "max", "count", "share", "met")));
        Assert.Equal(
            summary["weakest"]!.AsArray().Select(number => number!.ToJsonString()),
            rows.Where(row => row["weakest"] != "")
                .OrderBy(row => int.Parse(row["weakest"], CultureInfo.InvariantCulture))
                .Select(row => row["code"]));
    }

    [Fact]
    public async Task Trends_have_a_row_for_each_year()
    {
        var ofAgency = await ReadAsync("/v1/agencies/g-02/trend");
        var ofProvince = await ReadAsync("/v1/provinces/57/trend");

        Assert.Equal(
            (await generated.GetAsync("/v1/agencies/g-02/trend"))["points"]!.AsArray().Select(point => Line(
                "g-02", point!["fiscalYear"], point["total"], point["grade"], point["change"],
                point["frameworkChanged"], point["indicators"]![9]!["score"], point["indicators"]![9]!["change"])),
            ofAgency.Select(
                row => Line(
                    row, "agency_code", "fiscal_year", "total", "grade", "change",
                    "framework_changed", "indicator_10", "indicator_10_change")));
        Assert.Equal(
            (await generated.GetAsync("/v1/provinces/57/trend"))["points"]!.AsArray().Select(point => Line(
                "57", point!["fiscalYear"], point["coverage"]!["agencies"], point["reported"], point["mean"],
                point["median"], point["change"], point["passed"]!["share"], point["indicators"]![0]!["mean"])),
            ofProvince.Select(
                row => Line(
                    row, "province_code", "fiscal_year", "agencies", "reported",
                    "mean", "median", "change", "passed_share", "indicator_1_mean")));
    }

    [Fact]
    public async Task Submissions_have_a_row_for_each_agency()
    {
        var rows = await ReadAsync("/v1/provinces/40/submissions?fiscalYear=2565");

        var submissions = await generated.GetAsync("/v1/provinces/40/submissions?fiscalYear=2565");
        Assert.Equal(
            submissions["reported"]!.AsArray()
                .Select(agency => Line(agency!["agencyCode"], agency["nameTh"], "true", agency["total"], agency["grade"]))
                .Concat(
                    submissions["missing"]!.AsArray().Select(agency => Line(agency!["agencyCode"], agency["nameTh"], "false", null, null)))
                .Order(StringComparer.Ordinal),
            rows.Select(row => Line(row, "agency_code", "name_th", "reported", "total", "grade")));
    }

    [Fact]
    public async Task A_distribution_is_one_row()
    {
        var row = Assert.Single(await ReadAsync("/v1/indicators/3/distribution?fiscalYear=2565"));

        var distribution = await generated.GetAsync("/v1/indicators/3/distribution?fiscalYear=2565");
        Assert.Equal(
            Line(
            [
                "3", "2565", distribution["n"], distribution["mean"],
                .. distribution["quantiles"]!.AsObject().Select(quantile => quantile.Value),
                .. distribution["bins"]!.AsArray().Select(bin => bin!["count"]),
            ]),
            Line(
                row,
                [
                    "number", "fiscal_year", "n", "mean", "p10", "p25", "p50", "p75", "p90",
                    .. Enumerable.Range(0, 10).Select(bin => $"from_{bin * 10}_to_{bin * 10 + 10}"),
                ]));
    }

    [Theory]
    [InlineData("/v1/rankings?fiscalYear=2565&labels=th", "kind_name_th province_name_th grade_name_th")]
    [InlineData(
        "/v1/rankings?fiscalYear=2565&labels=both",
        "kind_name_th kind_name_en province_name_th province_name_en grade_name_th grade_name_en")]
    [InlineData("/v1/assessments?labels=en", "kind_name_en province_name_en grade_name_en")]
    [InlineData("/v1/summary?fiscalYear=2565&labels=th", "figure_name_th")]
    [InlineData("/v1/agencies/g-02/trend?labels=both", "grade_name_th grade_name_en")]
    [InlineData("/v1/provinces/57/submissions?fiscalYear=2565&labels=en", "province_name_en kind_name_en grade_name_en")]
    [InlineData("/v1/indicators/3/distribution?fiscalYear=2565&labels=th", "indicator_name_th")]
    public async Task Labels_add_a_column_of_names_beside_each_column_of_codes(string path, string columns)
    {
        var rows = await ReadAsync(path);

        Assert.Equal(
            columns.Split(' '),
            rows[0].Keys.Where(
                name => name.EndsWith("_name_th", StringComparison.Ordinal) || name.EndsWith("_name_en", StringComparison.Ordinal)));
        Assert.All(columns.Split(' '), column => Assert.Contains(rows, row => row[column] != ""));
    }

    [Fact]
    public async Task A_byte_order_mark_comes_first_unless_it_is_not_wanted()
    {
        var (response, with) = await SendAsync("/v1/summary?fiscalYear=2565");
        var (_, without) = await SendAsync("/v1/summary?fiscalYear=2565&bom=false");

        Assert.Equal("text/csv; charset=utf-8; header=present", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("Accept", response.Headers.Vary);
        Assert.Equal(Mark, with[..3]);
        Assert.Equal(with[3..], without);
        Assert.All(Encoding.UTF8.GetString(without).Split('\n')[..^1], line => Assert.EndsWith("\r", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Words_a_spreadsheet_would_run_are_made_harmless_and_numbers_are_left()
    {
        var names = new[] { "=cmd|'/c calc'!A1", "+1", "-1", "@sum(A1)", "a, \"b\"; c", "=\"x\"" };
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
        {
            var agency = await generated.Ita.CreateAgencyAsync(agency => (agency["nameTh"], agency["provinceCode"]) = (name, "93"));
            await generated.Ita.PutAsync($"/v1/agencies/{agency}/assessments/2564", Some.Assessment(90));
            await generated.Ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", Some.Assessment(80 - i));
        }

        var rows = await ReadAsync("/v1/rankings?fiscalYear=2565&province=93");

        Assert.Equal(
            ["'=cmd|'/c calc'!A1", "'+1", "'-1", "'@sum(A1)", "a, \"b\"; c", "'=\"x\""], rows.Select(row => row["name_th"]));
        Assert.Equal(["-10.00", "-11.00", "-12.00", "-13.00", "-14.00", "-15.00"], rows.Select(row => row["change"]));
    }

    [Theory]
    [InlineData("text/csv", true)]
    [InlineData("text/csv, */*", true)]
    [InlineData("application/json;q=0.5, text/csv", true)]
    [InlineData("application/json, text/csv;q=0.9", false)]
    [InlineData("text/csv;q=0.1, */*", false)]
    [InlineData("application/json, text/csv", false)]
    [InlineData("text/csv;q=0", false)]
    [InlineData("*/*", false)]
    [InlineData("application/xml", false)]
    public async Task Whoever_would_rather_have_csv_gets_it_and_anybody_else_json(string accept, bool csv)
    {
        var (response, _) = await SendAsync("/v1/summary?fiscalYear=2565", accept);

        Assert.Equal(csv ? "text/csv" : "application/json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task An_error_is_a_problem_whatever_was_asked_for()
    {
        var (response, body) = await SendAsync("/v1/rankings?fiscalYear=2565&bom=maybe");

        Assert.Equal(
            (HttpStatusCode.BadRequest, "application/problem+json"),
            (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("bom", JsonNode.Parse(body)!["errors"]![0]!["pointer"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_list_of_assessments_is_known_again_by_what_it_says()
    {
        var first = await generated.Ita.GetAsync("/v1/assessments?province=40&limit=5");
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/v1/assessments?province=40&limit=5") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };

        Assert.Equal(HttpStatusCode.NotModified, (await ItaApplication.SendAsync(generated.Ita.Client, request)).Status);
    }

    [Fact]
    public async Task A_set_nobody_is_in_is_a_header_alone() => Assert.Empty(await ReadAsync("/v1/rankings?fiscalYear=2568"));

    private async Task<IReadOnlyList<Dictionary<string, string>>> ReadAsync(string path)
    {
        var (response, body) = await SendAsync(path);
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));

        using var csv = CsvReader.Create(body.AsMemory());
        csv.ReadHeader();
        List<Dictionary<string, string>> rows = [];
        while (csv.Read())
        {
            rows.Add(
                csv.Headers.Select((name, i) => (name, Value: csv.GetString(i))).ToDictionary(field => field.name, field => field.Value));
        }

        Assert.All(csv.Headers, name => Assert.Matches("^[a-z0-9_]+$", name));
        return rows;
    }

    private async Task<(HttpResponseMessage Response, byte[] Body)> SendAsync(string path, string accept = "text/csv")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await generated.Ita.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static string Line(Dictionary<string, string> row, params IEnumerable<string> columns) =>
        string.Join('|', columns.Select(column => row[column]));

    /// <summary>The members of an answer as their digits and letters; what is left out is empty.</summary>
    private static string Line(params IEnumerable<JsonNode?> members) =>
        string.Join(
            '|',
            members.Select(
                member =>
                    member?.GetValueKind() == System.Text.Json.JsonValueKind.String
                        ? member.GetValue<string>()
                        : member?.ToJsonString() ?? ""));
}
