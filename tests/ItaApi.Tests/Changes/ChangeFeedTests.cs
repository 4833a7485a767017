using System.Diagnostics;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Changes;

public sealed class ChangeFeedTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Changes_are_told_in_their_order_with_the_version_each_made_deletions_included()
    {
        var feed = await ChangeReader.FromNowAsync(ita);
        var code = await ita.CreateAgencyAsync();
        var (agency, assessment) = ($"/v1/agencies/{code}", $"/v1/agencies/{code}/assessments/2565");
        var renamed = Some.Agency();
        renamed["nameTh"] = "เทศบาลตำบลใหม่";

        await ita.PutAsync(agency, renamed);
        await ita.PutAsync(assessment, Some.Assessment());
        await ita.PutAsync(assessment, Some.Assessment(80));
        await ita.DeleteAsync(assessment);
        await ita.DeleteAsync(agency);
        await ita.PutAsync(agency, Some.Agency());

        Assert.Equal(
            [
                $"agencyCreated {code} v1", $"agencyUpdated {code} v2",
                $"assessmentCreated {code} 2565 v1", $"assessmentUpdated {code} 2565 v2", $"assessmentDeleted {code} 2565 v3",
                $"agencyDeleted {code} v3", $"agencyCreated {code} v4",
            ],
            (await feed.TakeAsync(7)).Select(ChangeReader.Summary));
    }

    [Fact]
    public async Task A_change_says_when_and_of_an_agency_no_year_and_no_measure()
    {
        var feed = await ChangeReader.FromNowAsync(ita);
        var code = await ita.CreateAgencyAsync();

        var change = Assert.Single(await feed.TakeAsync(1)).AsObject();

        Assert.Equal(["sequence", "occurredAt", "type", "agencyCode", "version"], change.Select(member => member.Key));
        Assert.Equal((await ita.GetAsync($"/v1/agencies/{code}")).Json["createdAt"]!.ToJsonString(), change["occurredAt"]!.ToJsonString());
    }

    [Fact]
    public async Task What_is_refused_and_what_is_stored_already_changes_nothing()
    {
        var code = await ita.CreateAgencyAsync();
        var (agency, assessment) = ($"/v1/agencies/{code}", $"/v1/agencies/{code}/assessments/2565");
        await ita.PutAsync(assessment, Some.Assessment());
        var feed = await ChangeReader.FromNowAsync(ita);
        var invalid = Some.Agency();
        invalid["provinceCode"] = "01";

        (await ita.PutAsync(agency, invalid)).IsProblem(400, "invalid_request", "/provinceCode unknown_province");
        (await ita.DeleteAsync(agency)).IsProblem(409, "agency_in_use");
        (await ita.PostAsync("/v1/assessments", NewAssessment(code))).IsProblem(409, "assessment_exists");
        using var blind = new HttpRequestMessage(HttpMethod.Delete, assessment);
        (await ItaApplication.SendAsync(ita.Client, blind)).IsProblem(428, "precondition_required");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await ita.PutAsync(agency, Some.Agency())).Status);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await ita.PutAsync(assessment, Some.Assessment())).Status);

        // A change that is one tells that those before are none.
        var mark = await ita.CreateAgencyAsync();
        Assert.Equal($"agencyCreated {mark} v1", Assert.Single((await feed.TakeAsync(1)).Select(ChangeReader.Summary)));
    }

    [Fact]
    public async Task The_rows_of_one_statement_are_told_one_by_one()
    {
        var feed = await ChangeReader.FromNowAsync(ita);
        var prefix = Some.AgencyCode();

        await ExecuteAsync(
            """
            insert into agency (code, name_th, kind, province_code, created_at, updated_at)
            select $1 || '-' || n, 'เทศบาล', 'other', '57', now(), now() from generate_series(1, 450) n
            """,
            prefix);

        var told = await feed.TakeAsync(450);
        Assert.Equal(Enumerable.Range(1, 450).Select(n => $"agencyCreated {prefix}-{n} v1"), told.Select(ChangeReader.Summary));
        Assert.Equal(450, told.Select(change => change["sequence"]!.GetValue<long>()).Distinct().Count());
    }

    [Fact]
    public async Task Transactions_are_told_by_their_numbers_and_not_by_their_digits()
    {
        var code = Some.AgencyCode();

        // Numbers that every server has long passed.
        await ExecuteAsync(
            """
            insert into change (transaction_id, occurred_at, resource, action, agency_code, version)
            select n::text::xid8, now(), 'agency', 'updated', $1, n from unnest(array[100, 9, 99, 10]) n
            """,
            code);

        var told = await new ChangeReader(ita, limit: 1).ReadUntilAsync(told => told.Count == 4);
        Assert.Equal(["9", "10", "99", "100"], told.Select(change => change["version"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_page_holds_at_most_the_limit_and_the_next_goes_on_behind_it()
    {
        var mark = await ChangeReader.FromNowAsync(ita);
        string[] codes = [await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync()];
        await new ChangeReader(ita).ReadUntilAsync(told => told.Any(change => ChangeReader.CodeOf(change) == codes[^1]));

        var first = (await ita.GetAsync($"/v1/changes?after={mark.Next}&limit=2")).Json;
        var second = (await ita.GetAsync($"/v1/changes?after={first["next"]}&limit=2")).Json;

        Assert.Equal(codes[..2], first["items"]!.AsArray().Select(change => ChangeReader.CodeOf(change!)));
        Assert.Equal(codes[2..], second["items"]!.AsArray().Select(change => ChangeReader.CodeOf(change!)));
    }

    [Fact]
    public async Task Who_has_everything_is_told_nothing_and_keeps_the_place()
    {
        var feed = await ChangeReader.FromNowAsync(ita);
        var place = feed.Next;

        Assert.Empty(await feed.ReadAsync());

        Assert.Equal(place, feed.Next);
        Assert.Matches("^[A-Za-z0-9_-]+$", place);
    }

    [Fact]
    public async Task Who_waits_is_answered_as_soon_as_there_is_a_change()
    {
        var feed = await ChangeReader.FromNowAsync(ita);
        var started = Stopwatch.GetTimestamp();

        var waiting = feed.ReadAsync(wait: 30);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        var code = await ita.CreateAgencyAsync();

        Assert.Equal(code, ChangeReader.CodeOf(Assert.Single(await waiting)));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.3, 20);
    }

    [Fact]
    public async Task Who_waits_in_vain_is_told_nothing_when_the_time_is_over()
    {
        var feed = await ChangeReader.FromNowAsync(ita);
        var started = Stopwatch.GetTimestamp();

        Assert.Empty(await feed.ReadAsync(wait: 1));

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1, 15);
    }

    [Theory]
    [InlineData("after=x", "after invalid_format")]
    [InlineData("after=", "after invalid_cursor")]
    [InlineData("after=-1", "after invalid_format")]
    [InlineData("after=1", "after invalid_format")]
    [InlineData("after=๑-๑", "after invalid_format")]
    [InlineData("after=99999999999999999999-1", "after invalid_cursor")]
    [InlineData("after=1-9999999999999999999", "after invalid_cursor")]
    [InlineData("limit=0", "limit out_of_range")]
    [InlineData("limit=1001", "limit out_of_range")]
    [InlineData("wait=-1", "wait out_of_range")]
    [InlineData("wait=31", "wait out_of_range")]
    [InlineData("sequence=1", "sequence unknown_parameter")]
    public async Task A_place_or_a_number_that_cannot_be_is_named(string query, string fault) =>
        (await ita.GetAsync($"/v1/changes?{query}")).IsProblem(400, "invalid_request", fault);

    private async Task ExecuteAsync(string sql, string parameter)
    {
        await using var connection = new NpgsqlConnection(ita.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = parameter } } };
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static JsonObject NewAssessment(string code)
    {
        var assessment = Some.Assessment();
        (assessment["agencyCode"], assessment["fiscalYear"]) = (code, 2565);
        return assessment;
    }
}
