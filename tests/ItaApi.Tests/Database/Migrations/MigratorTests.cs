using ItaApi.Database.Migrations;
using ItaApi.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ItaApi.Tests.Database.Migrations;

/// <summary>What happens to a database when the service starts.</summary>
public sealed class MigrationsTests(PostgresFixture postgres) : MigrationTrial(postgres)
{
    [Fact]
    public async Task Scripts_are_applied_in_the_order_of_their_numbers()
    {
        Scripts
            .With("0002_fill.sql", "insert into thing values (1); insert into thing values (2);")
            .With("0001_things.sql", "create table thing (id int);");

        var summary = await ApplyAsync();

        Assert.Equal(["0001_things.sql", "0002_fill.sql"], summary.Applied);
        Assert.Equal(2, summary.Version);
        Assert.Equal(2L, await ScalarAsync("select count(*) from thing"));
        Assert.Equal(
            "1 0001_things.sql, 2 0002_fill.sql",
            await ScalarAsync("select string_agg(version || ' ' || name, ', ' order by version) from schema_migration"));
    }

    [Fact]
    public async Task A_second_start_applies_only_what_is_new()
    {
        Scripts.With("0001_things.sql", "create table thing (id int);");
        await ApplyAsync();
        Scripts.With("0002_names.sql", "alter table thing add name text;");

        Assert.Equal(["0002_names.sql"], (await ApplyAsync()).Applied);
        Assert.Empty((await ApplyAsync()).Applied);
    }

    [Fact(Timeout = 30_000)]
    public async Task Services_that_start_at_once_apply_each_script_once()
    {
        Scripts
            .With("0001_things.sql", "create table thing (id int); select pg_sleep(0.2);")
            .With("0002_fill.sql", "insert into thing values (1);");

        var summaries = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => Task.Run(() => ApplyAsync(), TestContext.Current.CancellationToken)));

        Assert.Equal(["0001_things.sql", "0002_fill.sql"], summaries.SelectMany(summary => summary.Applied));
        Assert.Equal(1L, await ScalarAsync("select count(*) from thing"));
    }

    [Fact]
    public async Task Line_ends_turned_by_a_Windows_checkout_are_no_change()
    {
        Scripts.With("0001_things.sql", "create table thing (\n  id int\n);\n");
        await ApplyAsync();
        Scripts.With("0001_things.sql", "create table thing (\r\n  id int\r\n);\r\n");

        Assert.Empty((await ApplyAsync()).Applied);
    }

    [Fact]
    public async Task A_failing_script_leaves_nothing_and_keeps_those_before_it()
    {
        Scripts
            .With("0001_things.sql", "create table thing (id int);")
            .With("0002_broken.sql", "create table half (id int);\ninsert into thing values ('ไม่ใช่ตัวเลข');");

        var fault = await Assert.ThrowsAsync<MigrationException>(() => ApplyAsync());

        Assert.Contains("0002_broken.sql failed and was rolled back", fault.Message, StringComparison.Ordinal);
        Assert.Contains("ไม่ใช่ตัวเลข", fault.Message, StringComparison.Ordinal);
        Assert.Equal(DBNull.Value, await ScalarAsync("select to_regclass('half')::text"));
        Assert.Equal(1, await ScalarAsync("select max(version) from schema_migration"));
    }

    [Fact(Timeout = 30_000)]
    public async Task After_a_failure_the_mended_script_is_applied_by_the_next_start()
    {
        // The pool hands the same session out again, and does not reset it.
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString + ";No Reset On Close=true");
        Scripts.With("0001_things.sql", "create table thing (id nosuch);");
        await Assert.ThrowsAsync<MigrationException>(() => ApplyAsync(source));

        Scripts.With("0001_things.sql", "create table thing (id int);");

        Assert.Equal(["0001_things.sql"], (await ApplyAsync().WaitAsync(TestContext.Current.CancellationToken)).Applied);
    }

    [Fact]
    public async Task A_database_that_a_newer_service_has_migrated_is_left_alone_and_logged()
    {
        Scripts.With("0001_things.sql", "select 1;").With("0002_newer.sql", "select 1;");
        await ApplyAsync();
        Scripts.Without("0002_newer.sql");
        var log = new Lines();

        var summary = await Migrator.ApplyAsync(Database.DataSource, Scripts.Path, log, Cancelled);

        Assert.Equal([2], summary.Newer);
        Assert.Contains(log, line => line.Contains("newer than this build's 1: 2", StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task With_nothing_to_do_a_start_waits_for_nobody()
    {
        Scripts.With("0001_things.sql", "select 1;");
        await ApplyAsync();
        Scripts.With("0002_slow.sql", "select pg_sleep(60);");
        using var slow = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var migrating = Migrator.ApplyAsync(Database.DataSource, Scripts.Path, NullLogger.Instance, slow.Token);
        await UntilAsync("""
            select exists (
                select from pg_stat_activity
                where datname = current_database() and query like '%pg_sleep(60)%' and pid <> pg_backend_pid())
            """);

        using var before = new ScriptFolder().With("0001_things.sql", "select 1;");
        var summary = await Migrator.ApplyAsync(Database.DataSource, before.Path, NullLogger.Instance, Cancelled);

        Assert.Empty(summary.Applied);
        await slow.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => migrating);
    }

    [Fact]
    public async Task With_nothing_to_do_the_role_needs_no_right_to_write()
    {
        Scripts.With("0001_things.sql", "create table thing (id int);");
        await ApplyAsync();
        await using var readOnly = NpgsqlDataSource.Create(
            Database.ConnectionString + ";Options=-c default_transaction_read_only=on");

        Assert.Empty((await ApplyAsync(readOnly)).Applied);
    }

    [Fact]
    public async Task Types_that_a_script_adds_are_known_at_once()
    {
        Scripts.With("0001_span.sql", "create type span as (first int, last int); create table thing (years span);");
        await ApplyAsync();

        await using var command = Database.DataSource.CreateCommand("select row(2563, 2568)::span");
        Assert.Equal("span", await NameOfTypeAsync(command));
    }

    private static async Task<string> NameOfTypeAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        return reader.GetPostgresType(0).Name;
    }

    private async Task UntilAsync(string condition)
    {
        while (await ScalarAsync(condition) is not true)
        {
            await Task.Delay(20, Cancelled);
        }
    }

    private sealed class Lines : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add(formatter(state, exception));
    }
}
