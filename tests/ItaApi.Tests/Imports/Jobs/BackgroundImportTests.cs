using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Imports.Jobs;

/// <summary>Imports nobody waits for: where they stand, and what can come between.</summary>
public sealed class BackgroundImportTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_large_import_is_answered_at_once_and_says_how_far_it_is()
    {
        var agencies = await CreateAgenciesAsync(400);
        var file = Encoding.UTF8.GetBytes(Importing.Sheet(
            [.. agencies.SelectMany(agency => Enumerable.Range(2563, 6).Select(year => $"{agency},{year},{Importing.Ten(90)}"))]));

        var answer = await ita.ImportAsync(file);

        Assert.Equal((HttpStatusCode.Accepted, 2_400), (answer.Status, answer.Json["progress"]!["rows"]!.GetValue<int>()));
        var address = answer.Headers.Location!.OriginalString;
        Assert.Equal($"/v1/imports/{answer.Json["importId"]}", address);
        var finished = await Importing.FinishedAsync(ita.Client, address);
        Assert.Equal(("completed", "2400 0 0 0"), (finished.State(), finished.Counts()));
        Assert.Null(finished.Json["progress"]);
        await Importing.UntilAsync(async () => await RowsAsync() == 0);
    }

    [Fact]
    public async Task A_caller_who_prefers_not_to_wait_does_not()
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await SendAsync($"{agency},2565,{Importing.Ten(90)}");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("respond-async", Assert.Single(answer.Headers.GetValues("Preference-Applied")));
        Assert.Equal("1 0 0 0", (await Importing.FinishedAsync(ita.Client, answer.Headers.Location!.OriginalString)).Counts());
    }

    [Fact]
    public async Task A_refused_import_in_the_background_says_so_where_it_stands()
    {
        var answer = await SendAsync($"{Some.AgencyCode()},2565,{Importing.Ten(90)}");

        var finished = await Importing.FinishedAsync(ita.Client, answer.Headers.Location!.OriginalString);

        Assert.Equal((HttpStatusCode.OK, "refused", "0 0 0 1"), (finished.Status, finished.State(), finished.Counts()));
    }

    [Fact]
    public async Task A_cancelled_import_leaves_nothing_half_done()
    {
        var agency = await ita.CreateAgencyAsync();
        // Whoever judges the row asks for its agency, and waits; so the import is under way and cannot be finished before it is cancelled.
        await using var held = await HoldAsync("lock table agency in access exclusive mode");
        var address = (await SendAsync($"{agency},2565,{Importing.Ten(90)}")).Headers.Location!.OriginalString;
        await Importing.UntilAsync(async () => (await ita.GetAsync(address)).State() == "running");

        Assert.Equal(HttpStatusCode.NoContent, (await ita.DeleteAsync(address)).Status);
        await held.DisposeAsync();

        // One import is carried out after the other: once the next is finished, nobody works on this one any more.
        var next = await SendAsync($"{agency},2564,{Importing.Ten(90)}");
        Assert.Equal("1 0 0 0", (await Importing.FinishedAsync(ita.Client, next.Headers.Location!.OriginalString)).Counts());
        Assert.Equal("cancelled", (await ita.GetAsync(address)).State());
        Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565")).Status);
        Assert.Equal(0L, await RowsAsync($"where import_id = '{address.Split('/')[^1]}'"));
    }

    [Fact]
    public async Task A_finished_import_cannot_be_cancelled()
    {
        var agency = await ita.CreateAgencyAsync();
        var done = await ita.ImportAsync(Importing.Sheet($"{agency},2565,{Importing.Ten(90)}"));

        (await ita.DeleteAsync($"/v1/imports/{done.Json["importId"]}")).IsProblem(409, "import_finished");
        (await ita.DeleteAsync($"/v1/imports/{Guid.NewGuid()}")).IsProblem(404, "import_not_found");
    }

    [Fact]
    public async Task A_key_that_is_revoked_meanwhile_stores_nothing()
    {
        var agency = await ita.CreateAgencyAsync();
        var key = (
            await ita.PostAsync(
                "/v1/api-keys",
                new JsonObject { ["name"] = "ชั่วคราว", ["scopes"] = new JsonArray("write"), ["provinces"] = new JsonArray("57") })).Json;
        using var client = ita.CreateBareClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", key["key"]!.GetValue<string>());
        await using var held = await HoldAsync("lock table import_assessment in exclusive mode");
        var answer = await Importing.ImportAsync(
            client, Encoding.UTF8.GetBytes(Importing.Sheet($"{agency},2565,{Importing.Ten(90)}")), Importing.Csv, prefer: "respond-async");

        await ita.DeleteAsync($"/v1/api-keys/{key["id"]}");
        await held.DisposeAsync();

        var finished = await Importing.FinishedAsync(ita.Client, answer.Headers.Location!.OriginalString);
        Assert.Equal(("refused", "key_no_longer_valid"), (finished.State(), finished.Json["reasons"]![0]!["code"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565")).Status);
    }

    [Fact]
    public async Task A_sheet_is_put_onto_what_somebody_else_stored_meanwhile()
    {
        var agency = await ita.CreateAgencyAsync();
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", Some.Assessment(80));
        await using var held = await HoldAsync($$"""
            lock table assessment in share row exclusive mode;
            update assessment set notes = '[{"kind":"comment","textTh":"ใหม่"}]', updated_at = now() where agency_code = '{{agency}}'
            """);
        var answer = await SendAsync($"{agency},2565,{Importing.Ten(90)}");
        var address = answer.Headers.Location!.OriginalString;
        await Importing.UntilAsync(async () => (await ita.GetAsync(address)).Json["progress"]!["rowsDone"]!.GetValue<int>() == 1);

        await held.CommitAsync();

        Assert.Equal("0 1 0 0", (await Importing.FinishedAsync(ita.Client, address)).Counts());
        var stored = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565")).Json;
        Assert.Equal("ใหม่", stored["notes"]![0]!["textTh"]!.GetValue<string>());
        Assert.Equal("90", stored["indicators"]![0]!["score"]!.ToJsonString());
        Assert.Equal(3, stored["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task Judged_rows_that_a_crash_of_the_database_took_are_judged_again()
    {
        var (agency, id) = (await ita.CreateAgencyAsync(), Guid.NewGuid());
        var cells = System.Text.Json.JsonSerializer.Serialize<string[]>([agency, "2565", .. Enumerable.Repeat("90", 10)]);
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var left = database.CreateCommand(
            $"""
            insert into import_batch (import_id, number, rows, contents) values ('{id}', 1, array[1], array[convert_to('{cells}', 'UTF8')]);
            insert into import (id, subject, format, mode, dry_run, state, key_name, header, received, batches_done, rows_done, created_at)
            values ('{id}', 'assessments', 'csv', 'atomic', false, 'running', 'somebody',
                    string_to_array('agency_code,fiscal_year,{Importing.Scores}', ','), 1, 1, 1, now());
            """);
        await left.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.Equal("1 0 0 0", (await Importing.FinishedAsync(ita.Client, $"/v1/imports/{id}")).Counts());
        Assert.Equal(HttpStatusCode.OK, (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565")).Status);
    }

    [Fact]
    public async Task An_import_sent_twice_under_one_key_is_answered_the_same()
    {
        var agency = await ita.CreateAgencyAsync();
        var key = Guid.NewGuid().ToString();

        var (first, second) = (await SendOnceAsync(agency, key), await SendOnceAsync(agency, key));

        Assert.Equal(("1 0 0 0", first.Text), (first.Counts(), second.Text));
        Assert.Equal("true", Assert.Single(second.Headers.GetValues("Idempotency-Replayed")));
    }

    private async Task<Answer> SendOnceAsync(string agency, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports/assessments")
        {
            Content = new StringContent(Importing.Sheet($"{agency},2565,{Importing.Ten(90)}"), Encoding.UTF8, Importing.Csv),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await ItaApplication.SendAsync(ita.Client, request);
    }

    private Task<Answer> SendAsync(string row) =>
        Importing.ImportAsync(ita.Client, Encoding.UTF8.GetBytes(Importing.Sheet(row)), Importing.Csv, prefer: "respond-async");

    private async Task<IReadOnlyList<string>> CreateAgenciesAsync(int count)
    {
        string[] codes = [.. Enumerable.Range(0, count).Select(_ => Some.AgencyCode())];
        var items = codes.Select(code => { var agency = Some.Agency(); agency["code"] = code; return (JsonNode)agency; });
        Assert.Equal(
            $"{count} 0 0 0", (await ita.ImportAsync(Importing.Lines([.. items]), Importing.Ndjson, subject: "agencies")).Counts());
        return codes;
    }

    /// <summary>Rows that are kept of imports.</summary>
    private async Task<long> RowsAsync(string condition = "")
    {
        await using var source = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = source.CreateCommand(
            $"select (select count(*) from import_batch {condition}) + (select count(*) from import_assessment {condition})");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task<HeldTransaction> HoldAsync(string sql) => await HeldTransaction.BeginAsync(ita.ConnectionString, sql);
}
