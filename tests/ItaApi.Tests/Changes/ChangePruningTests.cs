using ItaApi.Changes;
using ItaApi.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ItaApi.Tests.Changes;

public sealed class ChangePruningTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_stands_before_what_was_pruned_is_told_where_to_go_on_and_misses_nothing_from_there()
    {
        await ChangeReader.FromNowAsync(ita);
        var late = await ChangeReader.FromNowAsync(ita);
        await ita.CreateAgencyAsync();
        var punctual = await ChangeReader.FromNowAsync(ita);
        await PruneAsync();

        foreach (var after in new[] { "0", late.Next })
        {
            var gone = await ita.GetAsync($"/v1/changes?after={after}");
            gone.IsProblem(410, "changes_pruned");
            Assert.Equal(punctual.Next, gone.Json["next"]!.GetValue<string>());
        }

        var code = await ita.CreateAgencyAsync();
        Assert.Equal(code, ChangeReader.CodeOf(Assert.Single(await punctual.TakeAsync(1))));
    }

    [Fact]
    public async Task Changes_younger_than_the_bound_are_kept()
    {
        var feed = await ChangeReader.FromNowAsync(ita);
        var bound = TimeProvider.System.GetUtcNow();
        await Task.Delay(5, Cancelled);
        var code = await ita.CreateAgencyAsync();

        await PruneAsync(bound);

        Assert.Equal(code, ChangeReader.CodeOf(Assert.Single(await feed.TakeAsync(1))));
    }

    [Fact]
    public async Task Of_two_who_prune_at_once_the_one_who_comes_later_forgets_nothing_of_the_other()
    {
        const string pruneFurther = """
            with told as (delete from change returning transaction_id, sequence)
            insert into pruned_change (transaction_id, sequence)
            select transaction_id, sequence from told order by transaction_id desc, sequence desc limit 1
            on conflict ((true)) do update set transaction_id = excluded.transaction_id, sequence = excluded.sequence
            """;

        var place = await ChangeReader.FromNowAsync(ita);
        await PruneAsync();
        await ChangeReader.FromNowAsync(ita);
        var bound = TimeProvider.System.GetUtcNow();
        await Task.Delay(5, Cancelled);
        var newest = await ChangeReader.FromNowAsync(ita);
        await using var connection = new NpgsqlConnection(ita.ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using (var transaction = await connection.BeginTransactionAsync(Cancelled))
        {
            await using var command = new NpgsqlCommand(pruneFurther, connection);
            await command.ExecuteNonQueryAsync(Cancelled);
            var lesser = PruneAsync(bound);
            await Task.Delay(300, Cancelled);
            Assert.False(lesser.IsCompleted);
            await transaction.CommitAsync(Cancelled);
            await lesser;
        }

        var gone = await ita.GetAsync($"/v1/changes?after={place.Next}");
        gone.IsProblem(410, "changes_pruned");
        Assert.Equal(newest.Next, gone.Json["next"]!.GetValue<string>());
    }

    private async Task PruneAsync(DateTimeOffset? before = null) =>
        await ita.Services.GetRequiredService<ChangeRepository>()
            .PruneAsync(before ?? TimeProvider.System.GetUtcNow().AddMinutes(1), Cancelled);
}
