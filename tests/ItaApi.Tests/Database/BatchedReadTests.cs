using System.Collections.Concurrent;
using System.Diagnostics;
using ItaApi.Database;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Database;

/// <summary>Concurrent lookups share a query, and nothing else.</summary>
[Trait("Category", "CultureFree")]
public sealed class BatchedReadTests(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>Enough that all but the first have to wait.</summary>
    private const int Many = 256;

    private TestDatabase database = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await postgres.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Every_caller_gets_its_own_answer()
    {
        var squares = Numbers("select k.number * k.number as value, k.place");
        var asked = Enumerable.Range(0, 5_000).ToList();

        var answers = await Task.WhenAll(asked.Select(number => FindAsync(squares, number)));

        Assert.Equal(asked.ConvertAll(number => number * number), answers);
    }

    [Fact]
    public async Task Rows_may_come_in_any_order()
    {
        var backwards = Numbers("select k.number as value, k.place", "order by k.place desc");
        var asked = Enumerable.Range(0, Many).ToList();

        Assert.Equal(asked, await Task.WhenAll(asked.Select(number => FindAsync(backwards, number))));
    }

    [Fact]
    public async Task A_key_without_a_row_is_null()
    {
        var even = Numbers("select k.number as value, k.place", "where k.number % 2 = 0");

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(number => even.FindAsync(number, Cancelled)));

        Assert.All(answers.Index(), answer => Assert.Equal(answer.Index % 2 == 0 ? answer.Index : null, answer.Item?.Value));
    }

    [Fact]
    public async Task Queued_keys_share_a_query()
    {
        // A statement has one beginning.
        var beginnings = Numbers(
            "select ((extract(epoch from statement_timestamp()) * 1000)::bigint % 1000000000)::int as value, k.place",
            "cross join (select pg_sleep(0.05)) s");

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(number => FindAsync(beginnings, number)));

        Assert.InRange(answers.Distinct().Count(), 1, Many / 8);
    }

    [Fact]
    public async Task Equal_queued_keys_are_sent_once()
    {
        var counted = Numbers("select nextval('asked')::int as value, k.place", "cross join (select pg_sleep(0.05)) s");
        await ExecuteAsync("create sequence asked");

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(number => FindAsync(counted, number % 2)));

        Assert.InRange(answers.Max(), 2, Many / 8);
    }

    [Fact]
    public async Task A_refused_key_fails_alone()
    {
        var quotients = Numbers("select 840 / k.number as value, k.place");

        var answers = Enumerable.Range(-Many / 2, Many).Select(divisor => (divisor, Answer: FindAsync(quotients, divisor))).ToList();

        foreach (var (divisor, answer) in answers)
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
        var strict = new BatchedRead<int, StrictNumber>(
            database.DataSource,
            "select k.number as value, k.place from unnest((select @numbers)) with ordinality as k (number, place)",
            ParametersOf);

        var answers = Enumerable.Range(0, Many).Select(number => strict.FindAsync(number, Cancelled)).ToList();

        foreach (var (number, answer) in answers.Index())
        {
            if (number % 2 == 0)
                Assert.Equal(number, (await answer)!.Value);
            else
                await Assert.ThrowsAnyAsync<Exception>(() => answer);
        }
    }

    [Fact]
    public async Task A_caller_that_gives_up_takes_no_other_along()
    {
        var slow = Numbers("select k.number as value, k.place", "cross join (select pg_sleep(0.05)) s");
        using var given = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var abandoned = Enumerable.Range(0, Many).Select(number => slow.FindAsync(number, given.Token)).ToList();
        var patient = FindAsync(slow, Many - 1);

        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned[^1]);
        Assert.Equal(Many - 1, await patient);
    }

    [Fact]
    public async Task A_query_without_callers_is_cancelled()
    {
        var endless = Numbers("select k.number as value, k.place", "cross join (select pg_sleep(600)) s");
        using var given = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var first = endless.FindAsync(1, given.Token);
        await UntilItSleepsAsync();

        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await UntilItSleepsAsync(false);
    }

    [Fact]
    public async Task A_slow_query_does_not_hold_up_the_next()
    {
        var numbers = Numbers("select k.number as value, k.place", "where k.number <> 0 or pg_sleep(600) is null");
        using var given = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var slow = numbers.FindAsync(0, given.Token);
        await UntilItSleepsAsync();

        Assert.Equal(Enumerable.Range(1, Many), await Task.WhenAll(Enumerable.Range(1, Many).Select(number => FindAsync(numbers, number))));

        Assert.False(slow.IsCompleted);
        await given.CancelAsync();
    }

    [Fact]
    public async Task A_query_has_a_trace_of_its_own_that_links_to_its_callers()
    {
        ConcurrentBag<Activity> batches = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ItaApi.Database",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = batches.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var numbers = Numbers("select k.number as value, k.place");

        using (var request = new Activity("a request").Start())
        {
            await FindAsync(numbers, 1);

            // It ends just after its callers have their answers.
            Activity? batch;
            while ((batch = batches.FirstOrDefault(ended => ended.Links.Any(link => link.Context == request.Context))) is null)
                await Task.Delay(10, Cancelled);
            Assert.Null(batch.ParentId);
            Assert.Equal(1, batch.GetTagItem("db.operation.batch.size"));
        }
    }

    [Fact]
    public async Task A_lookup_sees_what_was_committed_before()
    {
        await ExecuteAsync("create table counter (value integer); insert into counter values (0)");
        var counter = Numbers("select c.value, k.place", "cross join counter c");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var others = Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            while (!ended.IsCancellationRequested)
                await FindAsync(counter, number);
        }));

        for (var value = 1; value <= 200; value++)
        {
            await ExecuteAsync("update counter set value = value + 1");
            Assert.Equal(value, await FindAsync(counter, 0));
        }

        await ended.CancelAsync();
        await others;
    }

    [Fact]
    public async Task A_broken_connection_is_reported_and_the_next_lookup_is_answered()
    {
        var mortal = Numbers(
            "select k.number as value, k.place", "where k.number <> 1 or pg_terminate_backend(pg_backend_pid()) and pg_sleep(10) is null");

        await Assert.ThrowsAsync<PostgresException>(() => FindAsync(mortal, 1));

        Assert.Equal(2, await FindAsync(mortal, 2));
    }

    [Fact]
    public async Task A_broken_connection_fails_only_the_running_query()
    {
        var mortal = Numbers(
            "select k.number as value, k.place",
            "where k.number <> 0 or pg_sleep(1) is null or pg_terminate_backend(pg_backend_pid()) and pg_sleep(10) is null");
        var first = FindAsync(mortal, 0);
        await UntilItSleepsAsync();

        var waiting = Enumerable.Range(1, Many).Select(number => FindAsync(mortal, number)).ToList();

        await Assert.ThrowsAsync<PostgresException>(() => first);
        Assert.Equal(Enumerable.Range(1, Many), await Task.WhenAll(waiting));
    }

    [Fact]
    public async Task Callers_that_keep_asking_share_a_few_connections()
    {
        const int connections = 8;
        var servers = Numbers("select pg_backend_pid() as value, k.place", "cross join (select pg_sleep(0.02)) s");
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => ExecuteAsync("select pg_sleep(0.2)")));

        // Some wait whenever others are answered.
        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(async number =>
        {
            List<int> asked = [];
            for (var time = 0; time < 10; time++)
                asked.Add(await FindAsync(servers, number));
            return asked;
        }));

        // One, unless all happened to be answered together once.
        Assert.InRange(answers.SelectMany(asked => asked).Distinct().Count(), 1, connections / 2);
    }

    [Fact]
    public async Task The_statement_is_planned_once_for_any_number_of_keys()
    {
        await ExecuteAsync(
            "create table number (value integer primary key); insert into number select generate_series(1, 5000); analyze number");
        await using var single = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            MaxPoolSize = 1,
            MaxAutoPrepare = 10,
            AutoPrepareMinUsages = 1,
            NoResetOnClose = true,
        });
        var numbers = new BatchedRead<int, Number>(
            single,
            """
            select n.value, k.place
            from unnest((select @numbers)) with ordinality as k (number, place)
            join number n on n.value = k.number
            """,
            ParametersOf);

        for (var count = 1; count <= 20; count++)
            await Task.WhenAll(Enumerable.Range(1, count).Select(number => FindAsync(numbers, number)));

        // The first five are always planned for their own values.
        await using var command = single.CreateCommand("""
            select custom_plans from pg_prepared_statements
            where statement like '%with ordinality%' and statement not like '%custom_plans%'
            """);
        Assert.Equal(5L, await command.ExecuteScalarAsync(Cancelled));
    }

    private BatchedRead<int, Number> Numbers(string select, string rest = "") =>
        new(database.DataSource, $"{select} from unnest((select @numbers)) with ordinality as k (number, place) {rest}", ParametersOf);

    private static NpgsqlParameter[] ParametersOf(int[] numbers) => [new NpgsqlParameter<int[]>("numbers", numbers)];

    private static async Task<int> FindAsync(BatchedRead<int, Number> read, int number) => (await read.FindAsync(number, Cancelled))!.Value;

    /// <summary>Until a statement sleeps, or none does any more.</summary>
    private async Task UntilItSleepsAsync(bool doesSleep = true)
    {
        await using var sleeps = database.DataSource.CreateCommand(
            "select exists (select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep')");
        while (await sleeps.ExecuteScalarAsync(Cancelled) is not bool asleep || asleep != doesSleep)
            await Task.Delay(20, Cancelled);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private sealed class Number
    {
        public int Value { get; init; }
    }

    /// <summary>Of even ones alone.</summary>
    private sealed class StrictNumber
    {
        public int Value { get; init => field = value % 2 == 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); }
    }
}
