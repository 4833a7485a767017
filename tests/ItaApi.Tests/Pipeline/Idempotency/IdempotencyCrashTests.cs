using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Pipeline.Idempotency;

/// <summary>
/// What was done and the memory of it are kept together or not at all. Of a class and a database of its own, because the database is
/// broken for a while.
/// </summary>
[Trait("Category", "CultureFree")]
public sealed class IdempotencyCrashTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private readonly IdempotentSender sender = new(ita);

    [Theory]
    [InlineData("create trigger crash before insert on idempotent_request for each row execute function crash()")]
    [InlineData(
        "create constraint trigger crash after insert on idempotent_request deferrable initially deferred "
        + "for each row execute function crash()")]
    public async Task What_could_not_be_remembered_was_not_done_and_is_done_once_when_it_is_sent_again(string trigger)
    {
        var (key, body) = (IdempotentSender.Key(), await sender.AssessmentAsync());

        (await PostBrokenAsync("raise exception ''broken''", trigger, key, body)).IsProblem(500, "internal_error");

        await IsDoneOnceAsync(key, body);
    }

    [Fact]
    public async Task After_a_connection_lost_at_the_commit_the_outcome_is_unknown_and_the_retry_does_it_once()
    {
        const string atCommit = """
            create constraint trigger crash after insert on idempotent_request deferrable initially deferred
                for each row execute function crash()
            """;
        var (key, body) = (IdempotentSender.Key(), await sender.AssessmentAsync());

        (await PostBrokenAsync("perform pg_terminate_backend(pg_backend_pid())", atCommit, key, body)).IsProblem(
            503, "outcome_unknown");

        await IsDoneOnceAsync(key, body);
    }

    /// <summary>Sends a request while what would remember it fails.</summary>
    private async Task<Answer> PostBrokenAsync(string failure, string trigger, string key, JsonObject body)
    {
        await sender.ExecuteAsync(
            $"create or replace function crash() returns trigger language plpgsql as 'begin {failure}; return new; end'");
        await sender.ExecuteAsync(trigger);
        var answer = await sender.PostAsync(key, body);
        await sender.ExecuteAsync("drop trigger crash on idempotent_request");
        return answer;
    }

    private async Task IsDoneOnceAsync(string key, JsonObject body)
    {
        (await ita.GetAsync(IdempotentSender.AddressOf(body))).IsProblem(404, "assessment_not_found");
        (await ita.GetAsync($"{IdempotentSender.AddressOf(body)}/history")).IsProblem(404, "assessment_not_found");

        var retried = await sender.PostAsync(key, body);
        var again = await sender.PostAsync(key, body);

        Assert.Equal((HttpStatusCode.Created, false), (retried.Status, IdempotentSender.IsReplayed(retried)));
        Assert.Equal((retried.Text, true), (again.Text, IdempotentSender.IsReplayed(again)));
        Assert.Equal(1, retried.Json["version"]!.GetValue<int>());
    }
}
