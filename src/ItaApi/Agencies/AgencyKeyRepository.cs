using Dapper;
using ItaApi.Values.Thai;
using Npgsql;

namespace ItaApi.Agencies;

/// <summary>
/// Adds missing keys. The service stores the keys together with an agency; an earlier release, which can run at the same time, stores and
/// changes agencies without them.
/// </summary>
internal sealed class AgencyKeyRepository(NpgsqlDataSource database)
{
    /// <summary>The number of agencies in one statement.</summary>
    private const int Step = 2_000;

    /// <summary>Adds the keys of every agency without keys, or with keys of an earlier text or form.</summary>
    /// <returns>The number of agencies.</returns>
    public async Task<int> MakeMissingAsync(CancellationToken ct)
    {
        for (var made = 0; ;)
        {
            var lacking = await ListLackingAsync(ct);
            if (lacking.Count > 0)
                await StoreAsync(lacking, ct);
            made += lacking.Count;
            if (lacking.Count < Step)
                return made;
        }
    }

    private async Task<IReadOnlyList<Named>> ListLackingAsync(CancellationToken ct)
    {
        const string sql = """
            select g.code, g.name_th, g.province_code, g.district_th
            from agency g
            left join agency_key k on k.agency_code = g.code
            where (k.form, k.name_th, k.province_code, k.district_th) is distinct from (@form, g.name_th, g.province_code, g.district_th)
            limit @step
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<Named>(
            new CommandDefinition(sql, new { form = ThaiKey.Form, step = Step }, cancellationToken: ct));
        return rows.AsList();
    }

    private async Task StoreAsync(IReadOnlyList<Named> agencies, CancellationToken ct)
    {
        // An agency that changes in the meantime then has another text, so that the next call finds it again.
        const string sql = $"""
            {AgencyKeySql.Insert} (
                select t.agency_code, @form as form, t.name_th, t.province_code, t.district_th, t.name_key, t.district_key, t.sort_key
                from unnest(@codes, @namesTh, @provinceCodes, @districtsTh, @nameKeys, @districtKeys, @sortKeys)
                     as t (agency_code, name_th, province_code, district_th, name_key, district_key, sort_key)
                join agency g on g.code = t.agency_code
                order by t.agency_code
                for key share of g
            ) made
            {AgencyKeySql.OnConflict}
            """;

        var keys = agencies.Select(agency => AgencyKeys.Of(agency.NameTh, agency.DistrictTh, agency.ProvinceCode)).ToList();
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            sql,
            new
            {
                form = ThaiKey.Form,
                codes = agencies.Select(agency => agency.Code).ToArray(),
                namesTh = agencies.Select(agency => agency.NameTh).ToArray(),
                provinceCodes = agencies.Select(agency => agency.ProvinceCode).ToArray(),
                districtsTh = agencies.Select(agency => agency.DistrictTh).ToArray(),
                nameKeys = keys.Select(key => key.NameKey).ToArray(),
                districtKeys = keys.Select(key => key.DistrictKey).ToArray(),
                sortKeys = keys.Select(key => key.SortKey).ToArray(),
            },
            cancellationToken: ct));
    }

    private sealed record Named
    {
        public string Code { get; init; } = "";
        public string NameTh { get; init; } = "";
        public string ProvinceCode { get; init; } = "";
        public string? DistrictTh { get; init; }
    }
}
