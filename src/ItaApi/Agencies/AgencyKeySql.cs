namespace ItaApi.Agencies;

/// <summary>The columns of <c>agency_key</c>, and the parts of statements made of them.</summary>
internal static class AgencyKeySql
{
    /// <summary>The text that the keys were made of; keys of another text are made again.</summary>
    public const string Made = "name_th, province_code, district_th";

    public const string Columns = $"agency_code, form, {Made}, name_key, district_key, sort_key";

    /// <summary>Stores rows; their source follows.</summary>
    public const string Insert = $"""
        insert into agency_key as k ({Columns})
        select {Columns}
        from
        """;

    public const string OnConflict = """
        on conflict (agency_code) do update
        set form = excluded.form, name_th = excluded.name_th, province_code = excluded.province_code, district_th = excluded.district_th,
            name_key = excluded.name_key, district_key = excluded.district_key, sort_key = excluded.sort_key
        where k is distinct from excluded
        """;

    /// <summary>The condition of a list whose agency has this code: its district has one of the keys looked for.</summary>
    public static string IsInDistrict(string code) =>
        $"exists (select from agency_key k where k.agency_code = {code} and k.district_key = any(@districts))";
}
