namespace ItaApi.Agencies;

/// <summary>
/// The columns of <c>agency</c>, each list once, and the parts of statements made of them. The table is called <c>g</c> in every
/// statement that writes it, and a row to be stored <c>excluded</c>.
/// </summary>
internal static class AgencySql
{
    /// <summary>The columns that hold text somebody wrote.</summary>
    public const string TextColumns = $"{SentText}, former_names";

    /// <summary>What is sent of an agency besides its code. A staged row has the same columns.</summary>
    public const string Columns = $"{SentText}, kind, province_code, official_code, district_code, from_fiscal_year, to_fiscal_year";

    /// <summary>What makes two rows differ.</summary>
    public const string Compared = Columns;

    /// <summary>What every read selects.</summary>
    public const string Read = $"code, {Columns}, former_names, version, created_at, updated_at";

    public const string Assignments = """
        name_th = excluded.name_th, name_en = excluded.name_en, short_name_th = excluded.short_name_th, district_th = excluded.district_th,
        website_url = excluded.website_url, aliases = excluded.aliases, contact_phone = excluded.contact_phone,
        contact_email = excluded.contact_email, contact_line_id = excluded.contact_line_id, kind = excluded.kind,
        province_code = excluded.province_code, official_code = excluded.official_code, district_code = excluded.district_code,
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

    /// <summary>
    /// The codes of the other agencies with the kind, district and name key of an agency <c>g</c>, and the years with stored data in which
    /// the agency does not exist.
    /// </summary>
    public const string Oddities = $"""
        (select array_agg(o.agency_code order by o.agency_code)
         from agency_key k
         join agency_key o on (o.name_key, o.district_key, o.province_code) = (k.name_key, k.district_key, k.province_code)
         join agency twin on twin.code = o.agency_code
         where k.agency_code = g.code and o.agency_code <> g.code and twin.kind = g.kind) as similar_codes,
        {YearsOutside}
        """;

    /// <summary>The same for a row that this statement writes: it cannot read the keys of that row yet, so they are parameters.</summary>
    public const string OdditiesOfWritten = $"""
        (select array_agg(o.agency_code order by o.agency_code)
         from agency_key o
         join agency twin on twin.code = o.agency_code
         where (o.name_key, o.district_key, o.province_code) = (@nameKey, @districtKey, g.province_code)
           and o.agency_code <> g.code and twin.kind = g.kind) as similar_codes,
        {YearsOutside}
        """;

    private const string SentText = """
        name_th, name_en, short_name_th, district_th, website_url, aliases, contact_phone, contact_email, contact_line_id
        """;

    private const string YearsOutside = """
        case when g.from_fiscal_year is not null or g.to_fiscal_year is not null then (
            select array_agg(distinct stored.fiscal_year order by stored.fiscal_year)
            from (select a.fiscal_year from assessment a where a.agency_code = g.code
                  union all
                  select m.implement_fiscal_year from measure m where m.agency_code = g.code) stored
            where stored.fiscal_year < g.from_fiscal_year or stored.fiscal_year > g.to_fiscal_year) end as years_outside
        """;
}
