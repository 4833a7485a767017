using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Measures.Reports;

/// <summary>Reports are corrected and deleted, and the history has their former text.</summary>
public sealed class CorrectionTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_report_is_corrected_and_the_history_has_its_former_text()
    {
        var (address, reports) = await CreateAsync("""[{ "results": ["อบรมแลว"] }, { "results": ["อบรมครั้งที่ 2"] }]""");

        var corrected = await PutAsync(address, reports[0], """{ "results": ["อบรมแล้ว"], "reportedBy": "สำนักปลัด" }""", tag: "\"1\"");

        Assert.Equal((HttpStatusCode.OK, "2"), (corrected.Status, corrected.State));
        var stored = (await ita.GetAsync(address)).Json;
        Assert.Equal(corrected.Text, stored.ToJsonString(Some.Readable));
        Assert.Equal(
            ["อบรมแล้ว", "อบรมครั้งที่ 2"], stored["progress"]!.AsArray().Select(each => each!["results"]![0]!.GetValue<string>()));
        Assert.Equal(reports, stored["progress"]!.AsArray().Select(each => each!["id"]!.GetValue<string>()));

        var changes = (await ita.GetAsync($"{address}/history")).Json["items"]![0]!["changes"]!.AsArray();
        Assert.Contains(changes, change =>
            change!["pointer"]!.GetValue<string>() == "/progress/0/results/0" && change["old"]!.GetValue<string>() == "อบรมแลว");
    }

    [Fact]
    public async Task A_report_is_deleted_and_the_history_has_its_text()
    {
        var (address, reports) = await CreateAsync("""[{ "results": ["ของมาตรการอื่น"] }, { "results": ["อบรมครั้งที่ 2"] }]""");

        var deleted = await DeleteAsync(address, reports[0], tag: "\"1\"");

        Assert.Equal((HttpStatusCode.OK, "2"), (deleted.Status, deleted.State));
        var left = Assert.Single(deleted.Json["progress"]!.AsArray())!;
        Assert.Equal((reports[1], "อบรมครั้งที่ 2"), (left["id"]!.GetValue<string>(), left["results"]![0]!.GetValue<string>()));
        var version = (await ita.GetAsync($"{address}/history?version=1")).Json["items"]![0]!;
        Assert.Equal("ของมาตรการอื่น", version["state"]!["progress"]![0]!["results"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task A_correction_needs_the_version_of_the_measure()
    {
        var (address, reports) = await CreateAsync("""[{ "results": ["ก"] }]""");
        const string Body = """{ "results": ["ข"] }""";

        (await PutAsync(address, reports[0], Body, tag: null)).IsProblem(428, "precondition_required");
        (await PutAsync(address, reports[0], Body, tag: "\"7\"")).IsProblem(412, "precondition_failed");
        (await DeleteAsync(address, reports[0], tag: null)).IsProblem(428, "precondition_required");
        (await DeleteAsync(address, reports[0], tag: "\"7\"")).IsProblem(412, "precondition_failed");

        var same = await PutAsync(address, reports[0], """{ "results": ["ก"] }""", tag: null);
        Assert.Equal((HttpStatusCode.OK, "1"), (same.Status, same.State));
    }

    [Fact]
    public async Task A_report_that_is_not_there_is_not_found()
    {
        var (address, _) = await CreateAsync("[]");
        var unknown = Guid.NewGuid().ToString();

        (await PutAsync(address, unknown, """{ "results": ["ก"] }""", tag: "*")).IsProblem(404, "progress_not_found");
        (await DeleteAsync(address, unknown, tag: "*")).IsProblem(404, "progress_not_found");
        (await DeleteAsync($"/v1/measures/{unknown}", unknown, tag: "*")).IsProblem(404, "measure_not_found");
    }

    [Fact]
    public async Task A_body_for_another_report_is_refused()
    {
        var (address, reports) = await CreateAsync("""[{ "results": ["ก"] }, { "results": ["ข"] }]""");

        (await PutAsync(address, reports[0], $$"""{ "id": "{{reports[1]}}", "results": ["ค"] }""", tag: "*")).IsProblem(
            400, "invalid_request", "/id differs_from_path");
    }

    [Theory]
    [InlineData("""[{ "status": "completed" }]""", """{ "status": "inProgress" }""", "inProgress")]
    [InlineData("""[{ "status": "completed" }]""", """{ "results": ["ก"] }""", "notStated")]
    [InlineData("""[{ "results": ["ก"] }]""", """{ "status": "completed" }""", "completed")]
    [InlineData("""[{ "status": "inProgress" }, { "status": "completed" }]""", """{ "status": "unable" }""", "completed")]
    [InlineData("""[{ "status": "completed" }]""", null, "planned")]
    [InlineData("""[{ "status": "inProgress" }, { "results": ["ก"] }]""", null, "notStated")]
    [InlineData("""[{ "results": ["ก"] }, { "status": "completed" }]""", null, "completed")]
    public async Task A_measure_follows_the_correction_of_the_report_that_gave_its_status(string sent, string? corrected, string expected)
    {
        var (address, reports) = await CreateAsync(sent);

        var answer = corrected is null
            ? await DeleteAsync(address, reports[0], tag: "*")
            : await PutAsync(address, reports[0], corrected, tag: "*");

        Assert.Equal((HttpStatusCode.OK, expected), (answer.Status, answer.Json["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_status_that_the_measure_got_since_stays_when_a_report_is_corrected()
    {
        var (address, reports) = await CreateAsync("""[{ "status": "inProgress" }]""");
        await ita.PutAsync(address, Some.Measure().With("status", "completed"));

        var answer = await DeleteAsync(address, reports[0], tag: "*");

        Assert.Equal("completed", answer.Json["status"]!.GetValue<string>());
    }

    private async Task<(string Address, string[] Reports)> CreateAsync(string progress)
    {
        var created = await ita.PostAsync(
            $"/v1/agencies/{await ita.CreateAgencyAsync()}/measures", Some.Measure().With("progress", JsonNode.Parse(progress)!));
        Assert.True(created.Status == HttpStatusCode.Created, created.Text);
        return (
            created.Headers.Location!.OriginalString,
            [.. created.Json["progress"]!.AsArray().Select(report => report!["id"]!.GetValue<string>())]);
    }

    private Task<Answer> PutAsync(string address, string report, string body, string? tag) =>
        SendAsync(HttpMethod.Put, $"{address}/progress/{report}", body, tag);

    private Task<Answer> DeleteAsync(string address, string report, string? tag) =>
        SendAsync(HttpMethod.Delete, $"{address}/progress/{report}", body: null, tag);

    private async Task<Answer> SendAsync(HttpMethod method, string address, string? body, string? tag)
    {
        using var request = new HttpRequestMessage(method, address)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await ItaApplication.SendAsync(ita.Client, request);
    }
}
