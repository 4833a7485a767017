using ItaApi.Database.Migrations;
using ItaApi.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ItaApi.Tests.Database.Migrations;

/// <summary>What was recorded while every version held its own state is told as before since each state is kept once.</summary>
public sealed class RecordedVersionsTests(PostgresFixture postgres) : MigrationTrial(postgres)
{
    private const string Migration = "0016_history_states.sql";

    private const string Written = """
        insert into framework (fiscal_year, revision, document, created_at)
        select year, 1, jsonb_build_object('fiscalYear', year, 'revision', 1), now() from generate_series(2566, 2567) year;
        insert into province
        values ('57', 'TH-57', 'เชียงราย', 'Chiang Rai', 'ภาคเหนือ', 'North'),
               ('50', 'TH-50', 'เชียงใหม่', 'Chiang Mai', 'ภาคเหนือ', 'North');
        insert into agency (code, name_th, kind, province_code, created_at, updated_at)
        values ('kept', 'เทศบาลตำบลแม่เงิน', 'subdistrictMunicipality', '57', now(), now()),
               ('gone', 'อบต. เก่า', 'other', '50', now(), now());
        insert into assessment (
            agency_code, fiscal_year, framework_revision, agency_name_th, agency_kind, basis, total, reported, created_at, updated_at)
        values ('kept', 2566, 1, 'เทศบาลตำบลแม่เงิน', 'subdistrictMunicipality', 'reported', 90.10, '{"total": 90.10}', now(), now()),
               ('kept', 2567, 1, 'เทศบาลตำบลแม่เงิน', 'subdistrictMunicipality', 'reported', 91.20, '{"total": 91.20}', now(), now());
        insert into measure (id, agency_code, based_on_fiscal_year, implement_fiscal_year, titles, status, created_at, updated_at)
        values ('6d0d4a4e-0000-4000-8000-000000000001', 'kept', 2566, 2567, '{เผยแพร่แผน}', 'planned', now(), now());
        update agency set name_th = 'เทศบาลแม่เงิน' where code = 'kept';
        update agency set name_en = 'Mae Ngoen' where code = 'kept';
        update assessment set total = 92.50, reported = '{"total": 92.50}' where fiscal_year = 2567;
        update measure set status = 'completed';
        delete from agency where code = 'gone';
        delete from assessment where fiscal_year = 2566;
        """;

    private const string WrittenSince = """
        insert into assessment (
            agency_code, fiscal_year, framework_revision, agency_name_th, agency_kind, basis, total, reported, created_at, updated_at)
        values ('kept', 2566, 1, 'เทศบาลแม่เงิน', 'subdistrictMunicipality', 'reported', 93.00, '{"total": 93.00}', now(), now());
        update assessment set total = 94.00, reported = '{"total": 94.00}' where fiscal_year = 2566;
        update agency set name_en = 'Mae Ngoen Municipality' where code = 'kept';
        delete from measure;
        """;

    [Fact]
    public async Task States_recorded_before_are_told_as_they_were()
    {
        var earlier = Directory.GetFiles(Migrator.DefaultFolder)
            .Where(file => string.CompareOrdinal(Path.GetFileName(file), Migration) < 0);
        foreach (var file in earlier)
            Scripts.With(Path.GetFileName(file), await File.ReadAllTextAsync(file, Cancelled));
        await ApplyAsync();
        await ExecuteAsync(Written);
        var states = await StatesAsync();

        Scripts.With(Migration, await File.ReadAllTextAsync(Path.Combine(Migrator.DefaultFolder, Migration), Cancelled));
        await ApplyAsync();

        Assert.Contains(states, state => state.StartsWith("assessment kept/2566 2 deleted", StringComparison.Ordinal));
        Assert.Equal(states, await StatesAsync());
    }

    [Fact]
    public async Task States_recorded_since_go_on_from_those_before()
    {
        await Migrator.ApplyAsync(Database.DataSource, Migrator.DefaultFolder, NullLogger.Instance, Cancelled);
        await ExecuteAsync(Written);
        var states = await StatesAsync();

        await ExecuteAsync(WrittenSince);

        Assert.Empty(states.Except(await StatesAsync()));
        Assert.Equal(
            "1 90.10, 2 90.10, 3 93.00, 4 94.00",
            await ScalarAsync("""
                select string_agg(version || ' ' || (state ->> 'total'), ', ' order by version)
                from history
                where subject = 'kept/2566'
                """));
        Assert.Equal(
            "planned, planned to completed, completed",
            await ScalarAsync("""
                select string_agg(concat_ws(' to ', previous_state ->> 'status', state ->> 'status'), ', ' order by version)
                from history
                where resource = 'measure'
                """));
    }

    /// <summary>Every version with its state, in words.</summary>
    private async Task<List<string>> StatesAsync()
    {
        const string sql =
            "select concat_ws(' ', resource, subject, version, action, state) from history order by resource, subject, version";

        List<string> states = [];
        await using var command = Database.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        while (await reader.ReadAsync(Cancelled))
            states.Add(reader.GetString(0));
        return states;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
