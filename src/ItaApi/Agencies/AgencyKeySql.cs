namespace ItaApi.Agencies;

/// <summary>The columns of <c>agency_key</c>, and the parts of statements made of them.</summary>
internal static class AgencyKeySql
{
    /// <summary>The text from which the keys were made; when it differs from the agency's, the keys are out of date.</summary>
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

    /// <summary>A condition of a list: the district of the agency with this code has one of the requested keys.</summary>
    public static string IsInDistrict(string code) =>
        $"exists (select from agency_key k where k.agency_code = {code} and k.district_key = any(@districts))";
}
