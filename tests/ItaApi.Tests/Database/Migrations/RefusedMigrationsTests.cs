using ItaApi.Database.Migrations;
using ItaApi.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ItaApi.Tests.Database.Migrations;

/// <summary>Scripts and databases that the service does not start with.</summary>
public sealed class RefusedMigrationsTests(PostgresFixture postgres) : MigrationTrial(postgres)
{
    [Fact]
    public async Task A_changed_applied_script_stops_the_start()
    {
        Scripts.With("0001_things.sql", "create table thing (id int);");
        await ApplyAsync();
        Scripts.With("0001_things.sql", "create table thing (id bigint);").With("0002_more.sql", "create table more (id int);");

        var fault = await Assert.ThrowsAsync<MigrationException>(() => ApplyAsync());

        Assert.Contains("0001_things.sql was changed after it was applied", fault.Message, StringComparison.Ordinal);
        Assert.Equal(DBNull.Value, await ScalarAsync("select to_regclass('more')::text"));
    }

    [Fact]
    public async Task A_missing_number_stops_the_start()
    {
        Scripts.With("0001_things.sql", "select 1;").With("0003_more.sql", "select 1;");

        var fault = await Assert.ThrowsAsync<MigrationException>(() => ApplyAsync());

        Assert.StartsWith("Migration 0002 is missing", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_scripts_with_one_number_stop_the_start()
    {
        Scripts.With("0001_mine.sql", "select 1;").With("0001_yours.sql", "select 1;");

        var fault = await Assert.ThrowsAsync<MigrationException>(() => ApplyAsync());

        Assert.Contains("0001_mine.sql and 0001_yours.sql", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("things.sql")]
    [InlineData("1_things.sql")]
    [InlineData("๐๐๐๑_things.sql")]
    public async Task A_file_that_is_not_named_as_a_script_stops_the_start(string file)
    {
        Scripts.With(file, "select 1;");

        var fault = await Assert.ThrowsAsync<MigrationException>(() => ApplyAsync());

        Assert.Contains("NNNN_name.sql", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_comes_after_a_later_one_was_applied_stops_the_start()
    {
        Scripts.With("0001_things.sql", "select 1;").With("0002_more.sql", "select 1;");
        await ApplyAsync();
        await ScalarAsync("delete from schema_migration where version = 1");

        var fault = await Assert.ThrowsAsync<MigrationException>(() => ApplyAsync());

        Assert.Contains("0001_things.sql is out of order", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_folder_stops_the_start()
    {
        var fault = await Assert.ThrowsAsync<MigrationException>(
            () => Migrator.ApplyAsync(Database.DataSource, Path.Combine(Scripts.Path, "no"), NullLogger.Instance, Cancelled));

        Assert.Contains("folder of the migrations does not exist", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_store_UTF8_is_refused()
    {
        await using var ascii = await Postgres.CreateEmptyDatabaseAsync("SQL_ASCII");
        Scripts.With("0001_things.sql", "select 1;");

        var fault = await Assert.ThrowsAsync<MigrationException>(() => ApplyAsync(ascii.DataSource));

        Assert.Contains("has the encoding SQL_ASCII; the service needs UTF8", fault.Message, StringComparison.Ordinal);
    }
}
