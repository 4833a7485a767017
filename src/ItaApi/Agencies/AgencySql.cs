namespace ItaApi.Agencies;

/// <summary>
/// The columns of <c>agency</c>, each list once, and the parts of statements made of them. The table is called <c>g</c> in every
/// statement that writes it, and a row to be stored <c>excluded</c>.
/// </summary>
internal static class AgencySql
{
    /// <summary>The columns that hold text somebody wrote.</summary>
    public const string TextColumns = "name_th, name_en, short_name_th, district_th, website_url, aliases";

    /// <summary>What is sent of an agency besides its code. A staged row has the same columns.</summary>
    public const string Columns = $"{TextColumns}, kind, province_code, from_fiscal_year, to_fiscal_year";

    /// <summary>What makes two rows differ.</summary>
    public const string Compared = Columns;

    /// <summary>What every read selects.</summary>
    public const string Read = $"code, {Columns}, version, created_at, updated_at";

    public const string Assignments = """
        name_th = excluded.name_th, name_en = excluded.name_en, short_name_th = excluded.short_name_th, district_th = excluded.district_th,
        website_url = excluded.website_url, aliases = excluded.aliases, kind = excluded.kind, province_code = excluded.province_code,
        from_fiscal_year = excluded.from_fiscal_year, to_fiscal_year = excluded.to_fiscal_year, updated_at = excluded.updated_at
        """;

    /// <summary>Stores rows; their source follows.</summary>
    public const string Insert = $"""
        insert into agency as g (code, {Columns}, created_at, updated_at)
        select code, {Columns}, created_at, updated_at
        from
        """;

    /// <summary>Changes the row that is there; the condition follows.</summary>
    public const string OnConflict = $"""
        on conflict (code) do update
        set {Assignments}
        where
        """;

    /// <summary>Whether a row is to be changed: compared to the byte, as the trigger that counts versions does.</summary>
    public const string Differs = $"""
        (select row({Compared}) from (select g.*) stored) *<> (select row({Compared}) from (select excluded.*) sent)
        """;
}
