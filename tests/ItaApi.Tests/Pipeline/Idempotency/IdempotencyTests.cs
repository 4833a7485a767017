using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Pipeline.Idempotency;
using ItaApi.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ItaApi.Tests.Pipeline.Idempotency;

/// <summary>A POST that stores is carried out once, however often it is sent.</summary>
public sealed class IdempotencyTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private readonly IdempotentSender sender = new(ita);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_sent_again_is_answered_again_and_not_done_again()
    {
        var (key, body) = (IdempotentSender.Key(), await sender.AssessmentAsync());

        var first = await sender.PostAsync(key, body);
        var again = await sender.PostAsync(key, body);

        Assert.Equal((HttpStatusCode.Created, false), (first.Status, IdempotentSender.IsReplayed(first)));
        Assert.Equal((HttpStatusCode.Created, true), (again.Status, IdempotentSender.IsReplayed(again)));
        Assert.Equal((first.Text, first.MediaType), (again.Text, again.MediaType));
        Assert.Equal((first.Headers.Location, first.Headers.ETag), (again.Headers.Location, again.Headers.ETag));
        Assert.NotNull(again.Headers.ETag);
        Assert.Single(await HistoryAsync(body));
    }

    [Fact]
    public async Task Without_a_key_the_second_time_is_a_second_time()
    {
        var body = await sender.AssessmentAsync();

        Assert.Equal(HttpStatusCode.Created, (await sender.PostAsync(key: null, body)).Status);

        (await sender.PostAsync(key: null, body)).IsProblem(409, "assessment_exists");
    }

    [Fact]
    public async Task A_key_that_was_used_for_another_request_is_refused()
    {
        var key = IdempotentSender.Key();
        await sender.PostAsync(key, await sender.AssessmentAsync());
        var other = await sender.AssessmentAsync();

        (await sender.PostAsync(key, other)).IsProblem(422, "idempotency_key_reused");

        (await ita.GetAsync(IdempotentSender.AddressOf(other))).IsProblem(404, "assessment_not_found");
    }

    [Fact]
    public async Task The_same_key_of_another_caller_is_another_key()
    {
        var key = IdempotentSender.Key();
        var (mine, theirs) = (await sender.AssessmentAsync(), await sender.AssessmentAsync());
        using var other = await sender.CallerAsync("57");

        Assert.Equal(HttpStatusCode.Created, (await sender.PostAsync(key, mine)).Status);
        var answer = await sender.PostAsync(key, theirs, client: other);

        Assert.Equal((HttpStatusCode.Created, false), (answer.Status, IdempotentSender.IsReplayed(answer)));
    }

    [Fact]
    public async Task While_the_first_is_under_way_the_second_is_told_so()
    {
        var (key, body) = (IdempotentSender.Key(), await sender.AssessmentAsync());
        await using var connection = await sender.ConnectAsync();
        await IdempotentSender.ExecuteAsync(
            connection, $"select pg_advisory_lock(hashtextextended('administrator' || E'\\n' || '{key}', 0))");

        (await sender.PostAsync(key, body)).IsProblem(409, "request_in_progress");

        await IdempotentSender.ExecuteAsync(connection, "select pg_advisory_unlock_all()");
        Assert.Equal(HttpStatusCode.Created, (await sender.PostAsync(key, body)).Status);
    }

    [Fact]
    public async Task What_was_refused_after_looking_at_the_data_stays_refused()
    {
        var (key, body) = (IdempotentSender.Key(), await sender.AssessmentAsync());
        await sender.PostAsync(key: null, body);

        var first = await sender.PostAsync(key, body);
        await ita.DeleteAsync(IdempotentSender.AddressOf(body));
        var again = await sender.PostAsync(key, body);

        first.IsProblem(409, "assessment_exists");
        Assert.Equal((first.Status, first.Text, true), (again.Status, again.Text, IdempotentSender.IsReplayed(again)));
        (await ita.GetAsync(IdempotentSender.AddressOf(body))).IsProblem(404, "assessment_not_found");
    }

    [Fact]
    public async Task What_another_province_refused_stays_refused()
    {
        var (key, body) = (IdempotentSender.Key(), await sender.AssessmentAsync());
        using var stranger = await sender.CallerAsync("40");

        var first = await sender.PostAsync(key, body, client: stranger);
        var again = await sender.PostAsync(key, body, client: stranger);

        first.IsProblem(403, "province_forbidden");
        Assert.Equal((first.Text, true), (again.Text, IdempotentSender.IsReplayed(again)));
    }

    [Fact]
    public async Task What_was_not_valid_may_be_mended_and_sent_under_the_same_key()
    {
        var (key, body) = (IdempotentSender.Key(), await sender.AssessmentAsync());
        var invalid = (JsonObject)body.DeepClone();
        invalid["indicators"]![3]!["score"] = 101;

        (await sender.PostAsync(key, invalid)).IsProblem(400, "invalid_request", "/indicators/3/score out_of_range");

        Assert.Equal(HttpStatusCode.Created, (await sender.PostAsync(key, body)).Status);
    }

    [Fact]
    public async Task After_a_day_a_key_is_new_again()
    {
        var (key, body) = (IdempotentSender.Key(), await sender.AssessmentAsync());
        await sender.PostAsync(key, body);
        await AgeAsync(key);
        await ita.DeleteAsync(IdempotentSender.AddressOf(body));

        var anew = await sender.PostAsync(key, body);
        var again = await sender.PostAsync(key, body);

        Assert.Equal((HttpStatusCode.Created, false), (anew.Status, IdempotentSender.IsReplayed(anew)));
        Assert.Equal((anew.Text, true), (again.Text, IdempotentSender.IsReplayed(again)));
    }

    [Fact]
    public async Task After_a_day_an_answer_is_forgotten_and_before_it_is_kept()
    {
        var (old, recent) = (IdempotentSender.Key(), IdempotentSender.Key());
        await sender.PostAsync(old, await sender.AssessmentAsync());
        await sender.PostAsync(recent, await sender.AssessmentAsync());
        await AgeAsync(old);

        await ita.Services.GetRequiredService<IdempotencyRepository>().SweepAsync(Cancelled);

        Assert.Equal((0L, 1L), (await sender.CountAsync(old), await sender.CountAsync(recent)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("tab\tkey")]
    [InlineData(256)]
    public async Task A_key_of_another_form_is_refused(object key)
    {
        var body = await sender.AssessmentAsync();

        (await sender.PostAsync(key as string ?? new string('k', (int)key), body)).IsProblem(
            400, "invalid_request", "Idempotency-Key invalid_idempotency_key");

        (await ita.GetAsync(IdempotentSender.AddressOf(body))).IsProblem(404, "assessment_not_found");
    }

    [Fact]
    public async Task The_longest_key_is_taken() =>
        Assert.Equal(
            HttpStatusCode.Created,
            (await sender.PostAsync(IdempotentSender.Key().PadRight(255, '~'), await sender.AssessmentAsync())).Status);

    [Fact]
    public async Task A_new_key_is_shown_again_to_its_maker_and_is_nowhere_in_the_database()
    {
        var idempotencyKey = IdempotentSender.Key();
        var body = new JsonObject
        {
            ["name"] = "จังหวัดเชียงราย",
            ["scopes"] = new JsonArray("write"),
            ["provinces"] = new JsonArray("57"),
        };

        var first = await sender.PostAsync(idempotencyKey, body, "/v1/api-keys");
        var again = await sender.PostAsync(idempotencyKey, body, "/v1/api-keys");

        var secret = first.Json["key"]!.GetValue<string>();
        Assert.Equal((first.Text, true), (again.Text, IdempotentSender.IsReplayed(again)));
        Assert.Equal(1L, await sender.CountAsync(idempotencyKey));
        Assert.Empty(await sender.TablesHoldingAsync(secret));
        // What is looked for is found where it is kept.
        Assert.Equal(["api_key", "idempotent_request"], await sender.TablesHoldingAsync(first.Json["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Of_twelve_at_once_one_is_done_and_the_others_are_answered_so_or_told_to_wait()
    {
        var (key, body) = (IdempotentSender.Key(), await sender.AssessmentAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => sender.PostAsync(key, body)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created && !IdempotentSender.IsReplayed(answer));
        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.Created || answer.Code == "request_in_progress"));
        Assert.Single(answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Text).Distinct());
        Assert.Single(await HistoryAsync(body));
    }

    private Task AgeAsync(string key) =>
        sender.ExecuteAsync($"update idempotent_request set created_at = created_at - interval '24 hours' where key = '{key}'");

    private async Task<JsonArray> HistoryAsync(JsonNode assessment) =>
        (await ita.GetAsync($"{IdempotentSender.AddressOf(assessment)}/history")).Json["items"]!.AsArray();
}
