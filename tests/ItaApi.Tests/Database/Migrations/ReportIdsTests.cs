using ItaApi.Database.Migrations;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Database.Migrations;

/// <summary>Reports that were stored before they had ids get them, and so do those of an instance that does not know them.</summary>
public sealed class ReportIdsTests(PostgresFixture postgres) : MigrationTrial(postgres)
{
    private const string Written = """
        insert into province values ('57', 'TH-57', 'เชียงราย', 'Chiang Rai', 'ภาคเหนือ', 'North');
        insert into agency (code, name_th, kind, province_code, created_at, updated_at)
        values ('kept', 'เทศบาลตำบลแม่เงิน', 'subdistrictMunicipality', '57', now(), now());
        insert into measure (id, agency_code, based_on_fiscal_year, implement_fiscal_year, titles, status, progress, created_at, updated_at)
        values ('6d0d4a4e-0000-4000-8000-000000000001', 'kept', 2566, 2567, '{เผยแพร่แผน}', 'planned', '[{"a": 1}, {"a": 2}]',
                now(), now());
        """;

    [Fact]
    public async Task Stored_reports_get_ids_and_their_measure_no_version()
    {
        await ApplyEarlierAsync();
        await ScalarAsync(Written);
        var before = await ScalarAsync("select row(version, updated_at, progress)::text from measure");

        await ApplyRestAsync();

        Assert.Equal(before, await ScalarAsync("select row(version, updated_at, progress)::text from measure"));
        Assert.Equal(2L, await ScalarAsync("select count(distinct report) from measure, unnest(report_ids) as report"));
    }

    [Fact]
    public async Task A_report_of_an_earlier_instance_gets_an_id_and_the_others_keep_theirs()
    {
        await ApplyEarlierAsync();
        await ApplyRestAsync();
        await ScalarAsync(Written);
        var first = await ScalarAsync("select report_ids[1]::text from measure");

        await ScalarAsync("""update measure set progress = progress || '{"a": 3}', updated_at = now()""");

        Assert.Equal(first, await ScalarAsync("select report_ids[1]::text from measure"));
        Assert.Equal(3L, await ScalarAsync("select count(distinct report) from measure, unnest(report_ids) as report"));
        Assert.Equal(2, await ScalarAsync("select version from measure"));
    }

    private Task ApplyEarlierAsync() => ApplyAsync(isEarlier: true);

    private Task ApplyRestAsync() => ApplyAsync(isEarlier: false);

    private async Task ApplyAsync(bool isEarlier)
    {
        var files = Directory.GetFiles(Migrator.DefaultFolder).Order(StringComparer.Ordinal).ToList();
        var reports = files.Find(file => file.EndsWith("_reports.sql", StringComparison.Ordinal))!;
        foreach (var file in files.Where(file => string.CompareOrdinal(file, reports) < 0 == isEarlier))
            Scripts.With(Path.GetFileName(file), await File.ReadAllTextAsync(file, Cancelled));
        await ApplyAsync();
    }
}
