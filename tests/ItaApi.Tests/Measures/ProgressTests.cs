using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Measures;

public sealed class ProgressTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_report_is_added_and_its_status_becomes_the_measures()
    {
        var address = await CreateAsync();
        var report = JsonNode.Parse("""
            {
              "reportedOn": "2023-03-31", "status": "inProgress", "results": ["จัดอบรมแล้วหนึ่งครั้ง"], "suggestions": ["จัดอีกครั้ง"],
              "evidenceUrls": ["https://www.example.go.th/อบรม"], "reportedBy": "สำนักปลัด", "reason": "ตามแผน"
            }
            """)!.AsObject();

        var first = await ita.PostAsync($"{address}/progress", report);
        var second = await ita.PostAsync(
            $"{address}/progress", JsonNode.Parse("""{"results":["จัดครบแล้ว"],"statusTh":"ดำเนินการ แล้วเสร็จ"}""")!);

        Assert.Equal((HttpStatusCode.Created, address, "2"), (first.Status, first.Headers.Location!.OriginalString, first.State));
        Assert.Equal("inProgress", first.Json["status"]!.GetValue<string>());
        Assert.Equal(
            ("completed", "ดำเนินการแล้วเสร็จ"), (second.Json["status"]!.GetValue<string>(), second.Json["statusTh"]!.GetValue<string>()));
        Assert.Equal(3, second.Json["version"]!.GetValue<int>());

        var progress = second.Json["progress"]!.AsArray();
        foreach (var (member, value) in report)
            Assert.Equal(value!.ToJsonString(), progress[0]![member]!.ToJsonString());
        Assert.Equal(first.Json["updatedAt"]!.ToJsonString(), progress[0]!["recordedAt"]!.ToJsonString());
        Assert.Equal(
            ["id", "recordedAt", "status", "results", "suggestions", "evidenceUrls"], progress[1]!.AsObject().Select(member => member.Key));
        Assert.Equal(second.Text, (await ita.GetAsync(address)).Text);
    }

    [Fact]
    public async Task A_report_that_speaks_of_no_status_leaves_it()
    {
        var address = await CreateAsync("completed");

        var answer = await ita.PostAsync($"{address}/progress", JsonNode.Parse("""{"suggestions":["ทำต่อเนื่อง"]}""")!);

        Assert.Equal((HttpStatusCode.Created, "completed"), (answer.Status, answer.Json["status"]!.GetValue<string>()));
        Assert.False(answer.Json["progress"]![0]!.AsObject().ContainsKey("status"));
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("unable")]
    public async Task What_has_ended_is_reopened_by_a_report_with_a_reason_only(string end)
    {
        var address = await CreateAsync(end);
        var body = Some.Measure();
        body["status"] = "inProgress";

        var put = await ita.PutAsync(address, body);
        put.IsProblem(409, "status_change_not_allowed", "/status reopening_needs_reason");
        Assert.Contains($"POST {address}/progress", put.Json["errors"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains($"{end} and cannot become inProgress", put.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        (await ita.PostAsync($"{address}/progress", JsonNode.Parse("""{"status":"inProgress"}""")!)).IsProblem(
            409, "status_change_not_allowed", "/reason reopening_needs_reason");
        Assert.Equal(end, (await ita.GetAsync(address)).Json["status"]!.GetValue<string>());

        var reopened = await ita.PostAsync($"{address}/progress", JsonNode.Parse("""{"status":"inProgress","reason":"พบว่ายังไม่ครบ"}""")!);
        Assert.Equal((HttpStatusCode.Created, "inProgress"), (reopened.Status, reopened.Json["status"]!.GetValue<string>()));
        Assert.Equal("พบว่ายังไม่ครบ", Assert.Single(reopened.Json["progress"]!.AsArray())!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_could_not_be_done_can_be_completed_later_with_a_reason()
    {
        var address = await CreateAsync("unable");
        var report = new JsonObject { ["status"] = "completed" };

        (await ita.PostAsync($"{address}/progress", report)).IsProblem(
            409, "status_change_not_allowed", "/reason reopening_needs_reason");
        var answer = await ita.PostAsync($"{address}/progress", report.With("reason", "ได้รับงบประมาณแล้ว"));

        Assert.Equal((HttpStatusCode.Created, "completed"), (answer.Status, answer.Json["status"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("completed", "planned")]
    [InlineData("completed", "unable")]
    [InlineData("completed", "notStated")]
    [InlineData("unable", "planned")]
    [InlineData("inProgress", "planned")]
    [InlineData("inProgress", "notStated")]
    public async Task A_status_that_cannot_follow_is_refused_with_those_that_can(string from, string to)
    {
        var address = await CreateAsync(from);
        var before = (await ita.GetAsync(address)).Text;
        var body = Some.Measure();
        body["status"] = to;

        (await ita.PutAsync(address, body)).IsProblem(409, "status_change_not_allowed", "/status status_not_next");
        (await ita.PostAsync($"{address}/progress", new JsonObject { ["status"] = to, ["reason"] = "ก" })).IsProblem(
            409, "status_change_not_allowed", "/status status_not_next");

        Assert.Equal(before, (await ita.GetAsync(address)).Text);
    }

    [Fact]
    public async Task A_refusal_points_at_the_wording_where_the_status_was_named_by_it()
    {
        var address = await CreateAsync("completed");

        var answer = await ita.PostAsync($"{address}/progress", new JsonObject { ["statusTh"] = "ไม่สามารถดำเนินการได้" });

        answer.IsProblem(409, "status_change_not_allowed", "/statusTh status_not_next");
        Assert.Contains("inProgress", answer.Json["errors"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_may_stay_as_it_is_and_a_plan_may_be_completed_at_once()
    {
        var address = await CreateAsync();
        foreach (var status in new[] { "planned", "completed", "completed" })
        {
            Assert.Equal(
                HttpStatusCode.Created, (await ita.PostAsync($"{address}/progress", new JsonObject { ["status"] = status })).Status);
        }

        Assert.Equal(3, (await ita.GetAsync(address)).Json["progress"]!.AsArray().Count);
    }

    [Fact]
    public async Task Of_two_who_end_a_measure_differently_at_once_one_wins_and_the_other_is_told()
    {
        for (var round = 0; round < 5; round++)
        {
            var address = await CreateAsync("inProgress");

            var answers = await Task.WhenAll(
                ita.PostAsync($"{address}/progress", new JsonObject { ["status"] = "completed" }),
                ita.PostAsync($"{address}/progress", new JsonObject { ["status"] = "unable" }));

            Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).Order());
            var stored = (await ita.GetAsync(address)).Json;
            Assert.Equal(stored["status"]!.GetValue<string>(), Assert.Single(stored["progress"]!.AsArray())!["status"]!.GetValue<string>());
            Assert.Contains(
                $"The measure is {stored["status"]}",
                answers.Single(answer => answer.Code is not null).Json["detail"]!.GetValue<string>(),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reports_sent_at_once_are_all_kept()
    {
        const int reports = 20;
        var address = await CreateAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, reports).Select(i =>
            ita.PostAsync($"{address}/progress", new JsonObject { ["results"] = new JsonArray($"ผล {i}") })));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        var stored = (await ita.GetAsync(address)).Json;
        Assert.Equal(
            Enumerable.Range(0, reports).Select(i => $"ผล {i}").Order(),
            stored["progress"]!.AsArray().Select(report => report!["results"]![0]!.GetValue<string>()).Order());
        Assert.Equal(reports + 1, stored["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_measure_holds_no_more_than_its_reports()
    {
        var address = await CreateAsync();
        await ita.PostAsync($"{address}/progress", JsonNode.Parse("""{"results":["ก"]}""")!);
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = database.CreateCommand($"""
            update measure
            set progress = (
                select jsonb_agg(report)
                from (select progress -> 0 as report from generate_series(1, 499)) reports)
            where id = '{address.Split('/')[^1]}'
            """);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, (await ita.PostAsync($"{address}/progress", JsonNode.Parse("""{"results":["ข"]}""")!)).Status);
        (await ita.PostAsync($"{address}/progress", JsonNode.Parse("""{"results":["ค"]}""")!)).IsProblem(409, "progress_full");
    }

    private async Task<string> CreateAsync(string? status = null)
    {
        var body = Some.Measure();
        if (status is not null)
            body["status"] = status;
        var answer = await ita.PostAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/measures", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Headers.Location!.OriginalString;
    }
}
