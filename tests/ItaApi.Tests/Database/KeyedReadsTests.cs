using ItaApi.Database;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Database;

/// <summary>Reads that come at once share trips to the database, and nothing else.</summary>
public sealed class KeyedReadsTests(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>More than any machine makes trips at a time, so that some wait.</summary>
    private const int Occupied = 256;

    private TestDatabase database = null!;
    private KeyedReads reads = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateDatabaseAsync();
        reads = new KeyedReads(database.DataSource);
    }

    public async ValueTask DisposeAsync()
    {
        reads.Dispose();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Everybody_gets_what_was_asked_for()
    {
        var asked = Enumerable.Range(0, 5_000).ToList();

        var answers = await Task.WhenAll(asked.Select(number => FindAsync("select @number", number)));

        Assert.Equal(asked, answers);
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        Assert.Null(await reads.FindAsync(new NpgsqlBatchCommand("select 'a' where false"), row => row.GetString(0), Cancelled));
    }

    [Fact]
    public async Task Those_that_wait_go_together()
    {
        // What is sent together is one transaction, and has one beginning.
        var moments = await Task.WhenAll(Enumerable.Range(0, Occupied).Select(_ => reads.FindAsync(
            new NpgsqlBatchCommand("select now(), pg_sleep(0.01)"), row => row.GetDateTime(0), Cancelled)));

        Assert.InRange(moments.Distinct().Count(), 1, Occupied / 4);
    }

    [Fact]
    public async Task One_that_is_refused_fails_alone()
    {
        var divisors = Enumerable.Range(0, Occupied).Select(number => number % 8).ToList();

        var answers = divisors.ConvertAll(divisor => FindAsync("select 840 / @number", divisor));

        foreach (var (divisor, answer) in divisors.Zip(answers))
        {
            if (divisor == 0)
                Assert.Equal(PostgresErrorCodes.DivisionByZero, (await Assert.ThrowsAsync<PostgresException>(() => answer)).SqlState);
            else
                Assert.Equal(840 / divisor, await answer);
        }
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_fails_alone()
    {
        var answers = Enumerable.Range(0, Occupied).Select(number => reads.FindAsync(
            new NpgsqlBatchCommand("select 1"), row => number % 2 == 0 ? row.GetInt32(0) : throw new InvalidOperationException("as asked"), Cancelled)).ToList();

        for (var number = 0; number < Occupied; number++)
        {
            if (number % 2 == 0)
                Assert.Equal(1, await answers[number]);
            else
                await Assert.ThrowsAsync<InvalidOperationException>(() => answers[number]);
        }
    }

    [Fact]
    public async Task Who_gives_up_takes_nobody_along()
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var abandoned = Enumerable.Range(0, Occupied).Select(_ => reads.FindAsync(new NpgsqlBatchCommand("select 1, pg_sleep(0.01)"), row => row.GetInt32(0), given.Token)).ToList();
        var patient = FindAsync("select @number", 7);

        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned[^1]);
        Assert.Equal(7, await patient);
    }

    [Fact]
    public async Task What_was_committed_before_is_seen()
    {
        await using var command = database.DataSource.CreateCommand("create table counter (value integer); insert into counter values (0)");
        await command.ExecuteNonQueryAsync(Cancelled);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var others = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!ended.IsCancellationRequested)
                await FindAsync("select value + @number from counter", 0);
        }));

        for (var value = 1; value <= 200; value++)
        {
            await using var increment = database.DataSource.CreateCommand("update counter set value = value + 1");
            await increment.ExecuteNonQueryAsync(Cancelled);
            Assert.Equal(value, await FindAsync("select value + @number from counter", 0));
        }

        await ended.CancelAsync();
        await others;
    }

    [Fact]
    public async Task A_connection_that_is_ended_is_told_and_the_next_read_is_answered()
    {
        await Assert.ThrowsAsync<PostgresException>(() => FindAsync("select @number, pg_terminate_backend(pg_backend_pid()), pg_sleep(10)", 1));

        Assert.Equal(2, await FindAsync("select @number", 2));
    }

    private Task<int> FindAsync(string sql, int number) =>
        reads.FindAsync(new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter<int>("number", number) } }, row => row.GetInt32(0), Cancelled);
}
