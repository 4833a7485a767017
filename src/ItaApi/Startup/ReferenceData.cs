using Dapper;
using ItaApi.Frameworks;
using ItaApi.Provinces;
using Npgsql;

namespace ItaApi.Startup;

/// <summary>What every database of the service holds: the provinces, and the frameworks that come with the service.</summary>
internal sealed class ReferenceData(NpgsqlDataSource database, FrameworkRepository frameworks)
{
    private static string FrameworksFolder => Path.Combine(AppContext.BaseDirectory, "Frameworks", "Shipped");

    /// <summary>Brings the reference data up to this build's; repeating it changes nothing.</summary>
    public async Task ApplyAsync(CancellationToken ct)
    {
        await PutProvincesAsync(ct);
        List<string> shipped = [];
        foreach (var file in Directory.EnumerateFiles(FrameworksFolder, "*.json").Order(StringComparer.Ordinal))
            shipped.Add(await File.ReadAllTextAsync(file, ct));
        await frameworks.AddShippedAsync(shipped, ct);
    }

    private async Task PutProvincesAsync(CancellationToken ct)
    {
        const string sql = """
            insert into province (code, iso_code, name_th, name_en, region_th, region_en)
            select code, iso_code, name_th, name_en, region_th, region_en
            from unnest(@codes, @isoCodes, @namesTh, @namesEn, @regionsTh, @regionsEn)
                 as p (code, iso_code, name_th, name_en, region_th, region_en)
            on conflict (code) do update
            set iso_code = excluded.iso_code, name_th = excluded.name_th, name_en = excluded.name_en,
                region_th = excluded.region_th, region_en = excluded.region_en
            where province is distinct from excluded
            """;

        var provinces = ProvinceDirectory.All;
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            sql,
            new
            {
                codes = provinces.Select(province => province.Code).ToArray(),
                isoCodes = provinces.Select(province => province.IsoCode).ToArray(),
                namesTh = provinces.Select(province => province.NameTh).ToArray(),
                namesEn = provinces.Select(province => province.NameEn).ToArray(),
                regionsTh = provinces.Select(province => province.RegionTh).ToArray(),
                regionsEn = provinces.Select(province => province.RegionEn).ToArray(),
            },
            cancellationToken: ct));
    }
}
