using System.Net;
using ItaApi.Dashboards.Caching;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Dashboards.Caching;

/// <summary>
/// An entity tag changes with every write that matters and with no other, and a caller who has it is told so and no more.
/// </summary>
public sealed class FreshnessTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private static readonly string[] Forms = ["application/json", "text/csv"];

    [Fact]
    public async Task A_caller_who_has_the_answer_is_told_so_in_either_form()
    {
        var agency = await CreateAgencyAsync("11");
        foreach (var path in Reads("11", agency))
        {
            var tags = new List<string>();
            foreach (var form in Forms)
            {
                using var first = await GetAsync(path, form);
                using var again = await GetAsync(path, form, first.Headers.ETag!.ToString());
                using var weak = await GetAsync(path, form, $"\"other\", W/{first.Headers.ETag}");
                using var anything = await GetAsync(path, form, "*");

                Assert.Equal(HttpStatusCode.OK, first.StatusCode);
                Assert.False(first.Headers.ETag.IsWeak);
                foreach (var known in new[] { again, weak, anything })
                {
                    Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
                    Assert.Equal((first.Headers.ETag, first.Headers.CacheControl), (known.Headers.ETag, known.Headers.CacheControl));
                    Assert.Contains("Accept", known.Headers.Vary);
                    Assert.Empty(await known.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
                }

                tags.Add(first.Headers.ETag.ToString());
            }

            Assert.Equal(2, tags.Distinct().Count());
            using var crossed = await GetAsync(path, Forms[0], tags[1]);
            Assert.Equal(HttpStatusCode.OK, crossed.StatusCode);
        }
    }

    /// <summary>
    /// Which reads of province 12 in 2565 a write changes, of summary, ranking, submissions of each kind, distribution and trend.
    /// </summary>
    [Theory]
    [InlineData("score", "summary rankings assessments measures progress distribution provinceTrend agencyTrend")]
    [InlineData("notes", "")]
    [InlineData("score of 2564", "rankings provinceTrend agencyTrend")]
    [InlineData("score of 2566", "provinceTrend agencyTrend")]
    [InlineData("new agency", "summary assessments measures progress provinceTrend")]
    [InlineData("agency's website", "")]
    [InlineData("agency's district", "summary rankings assessments measures progress distribution provinceTrend")]
    [InlineData("agency's province", "summary rankings assessments measures progress distribution provinceTrend")]
    [InlineData("plan", "summary measures progress")]
    [InlineData("other province", "")]
    [InlineData("nothing", "")]
    public async Task A_tag_changes_with_what_matters_and_with_nothing_else(string write, string changed)
    {
        var agency = await CreateAgencyAsync("12");
        foreach (var year in new[] { 2564, 2565, 2566 })
            await ita.PutAsync($"/v1/agencies/{agency}/assessments/{year}", Some.Assessment(90));
        var before = await TagsAsync(agency);

        await WriteAsync(write, agency);

        var after = await TagsAsync(agency);
        Assert.Equal(
            changed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            before.Keys.Where(read => before[read] != after[read]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_tag_of_the_whole_country_changes_with_each_province()
    {
        using var before = await GetAsync("/v1/summary?fiscalYear=2565");
        await CreateAgencyAsync("13");
        using var after = await GetAsync("/v1/summary?fiscalYear=2565", known: before.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
    }

    [Theory]
    [InlineData("/v1/summary?fiscalYear=2565", 86_400)]
    [InlineData("/v1/rankings?fiscalYear=2566", 86_400)]
    [InlineData("/v1/provinces/57/trend", 60)]
    public async Task A_past_year_may_be_kept_for_a_day_and_what_is_under_way_for_a_minute(string path, int seconds)
    {
        using var answer = await GetAsync(path);

        Assert.True(answer.Headers.CacheControl!.Public);
        Assert.Equal(TimeSpan.FromSeconds(seconds), answer.Headers.CacheControl.MaxAge);
    }

    [Theory]
    [InlineData("2022-09-30T16:59:59Z", 2565)]
    [InlineData("2022-09-30T17:00:00Z", 2566)]
    [InlineData("2023-09-30T16:59:59Z", 2566)]
    public void The_fiscal_year_under_way_is_thailands(string now, int year)
    {
        var clock = new StoppedClock(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(year, Freshness.YearUnderWay(clock));
        Assert.Equal((Freshness.OfAPastYear, Freshness.OfTheYearUnderWay), (Freshness.Of(year - 1, clock), Freshness.Of(year, clock)));
    }

    private async Task WriteAsync(string write, string agency)
    {
        var assessment = Some.Assessment(90);
        var body = Some.Agency();
        body["provinceCode"] = "12";
        switch (write)
        {
            case "score": await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", Some.Assessment(91)); break;
            case "score of 2564": await ita.PutAsync($"/v1/agencies/{agency}/assessments/2564", Some.Assessment(91)); break;
            case "score of 2566": await ita.PutAsync($"/v1/agencies/{agency}/assessments/2566", Some.Assessment(91)); break;
            case "notes":
                assessment["source"] = new System.Text.Json.Nodes.JsonObject { ["title"] = "รายงาน" };
                await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", assessment);
                break;
            case "new agency": await CreateAgencyAsync("12"); break;
            case "agency's website":
                body["websiteUrl"] = "https://example.go.th";
                await ita.PutAsync($"/v1/agencies/{agency}", body);
                break;
            case "agency's district":
                body["districtTh"] = "เมือง";
                await ita.PutAsync($"/v1/agencies/{agency}", body);
                break;
            case "agency's province":
                body["provinceCode"] = "16";
                await ita.PutAsync($"/v1/agencies/{agency}", body);
                break;
            case "plan":
                await using (var source = NpgsqlDataSource.Create(ita.ConnectionString))
                await using (var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken))
                {
                    await ExecuteAsync(connection, $"""
                        insert into measure (
                            id, agency_code, based_on_fiscal_year, implement_fiscal_year, titles, status, created_at, updated_at)
                        values (gen_random_uuid(), '{agency}', 2564, 2565, array['มาตรการ'], 'planned', now(), now())
                        """);
                }

                break;
            case "other province":
                var other = await CreateAgencyAsync("17");
                await ita.PutAsync($"/v1/agencies/{other}/assessments/2565", Some.Assessment(91));
                break;
            default:
                await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", assessment);
                await ita.PutAsync($"/v1/agencies/{agency}", body);
                break;
        }
    }

    private async Task<Dictionary<string, string>> TagsAsync(string agency)
    {
        var tags = new Dictionary<string, string>();
        foreach (var (name, path) in new[]
        {
            ("summary", "/v1/provinces/12/summary?fiscalYear=2565"), ("rankings", "/v1/rankings?fiscalYear=2565&province=12"),
            ("assessments", "/v1/provinces/12/submissions?fiscalYear=2565"),
            ("measures", "/v1/provinces/12/submissions?fiscalYear=2565&of=measures"),
            ("progress", "/v1/provinces/12/submissions?fiscalYear=2565&of=progress"),
            ("distribution", "/v1/indicators/7/distribution?fiscalYear=2565&province=12"),
            ("provinceTrend", "/v1/provinces/12/trend"), ("agencyTrend", $"/v1/agencies/{agency}/trend"),
        })
        {
            using var answer = await GetAsync(path);
            tags[name] = answer.Headers.ETag!.Tag;
        }

        return tags;
    }

    private static IEnumerable<string> Reads(string province, string agency) =>
    [
        "/v1/summary?fiscalYear=2565", $"/v1/provinces/{province}/summary?fiscalYear=2565",
        $"/v1/rankings?fiscalYear=2565&province={province}",
        $"/v1/agencies/{agency}/trend", $"/v1/provinces/{province}/trend", $"/v1/provinces/{province}/submissions?fiscalYear=2565",
        $"/v1/indicators/7/distribution?fiscalYear=2565&province={province}",
    ];

    private Task<string> CreateAgencyAsync(string province) => ita.CreateAgencyAsync(agency => agency["provinceCode"] = province);

    private async Task<HttpResponseMessage> GetAsync(string path, string form = "application/json", string? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", form);
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return await ita.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
