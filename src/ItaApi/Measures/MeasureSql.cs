namespace ItaApi.Measures;

/// <summary>
/// The columns of <c>measure</c>, each list once, and the parts of statements made of them. The table is called <c>m</c> in every
/// statement, and a row to be stored <c>excluded</c>.
/// </summary>
internal static class MeasureSql
{
    /// <summary>What is sent of a measure besides its id and its agency. A staged row has the same columns.</summary>
    public const string Columns = $"""
        external_id, based_on_fiscal_year, implement_fiscal_year, instrument, indicators, items, {SentTexts}, starts_on, ends_on,
        position, status
        """;

    /// <summary>The reports of a measure, and their ids in the same order. Of a row to be stored, those that it adds.</summary>
    public const string Reports = "progress, report_ids";

    /// <summary>The columns that hold text somebody wrote, in JSON too.</summary>
    public const string TextColumns = $"{SentTexts}, progress";

    /// <summary>What makes two rows differ, apart from the reports that one of them adds.</summary>
    public const string Compared = Columns;

    /// <summary>What every read selects. Named after the table, because a write returns them beside the row it was sent.</summary>
    public const string Read = """
        m.id, m.agency_code, m.external_id, m.based_on_fiscal_year, m.implement_fiscal_year, m.instrument, m.indicators, m.items,
        m.heading_th, m.titles, m.weaknesses, m.steps, m.responsible_units, m.period_text, m.starts_on, m.ends_on, m.monitoring_th,
        m.position, m.status, m.progress, m.report_ids, m.version, m.created_at, m.updated_at
        """;

    /// <summary>What a change makes of a row; a measure never moves to another agency.</summary>
    public const string Assignments = """
        external_id = excluded.external_id, based_on_fiscal_year = excluded.based_on_fiscal_year,
        implement_fiscal_year = excluded.implement_fiscal_year, instrument = excluded.instrument, indicators = excluded.indicators,
        items = excluded.items, heading_th = excluded.heading_th,
        titles = excluded.titles, weaknesses = excluded.weaknesses, steps = excluded.steps, responsible_units = excluded.responsible_units,
        period_text = excluded.period_text, monitoring_th = excluded.monitoring_th, starts_on = excluded.starts_on,
        ends_on = excluded.ends_on, position = excluded.position, status = excluded.status, updated_at = excluded.updated_at
        """;

    /// <summary>Adds the reports of a row to those that are stored.</summary>
    public const string Appended = "progress = m.progress || excluded.progress, report_ids = m.report_ids || excluded.report_ids";

    /// <summary>Whether something came of a measure: its status says so, or a report does.</summary>
    public const string HasProgress = "(m.status <> 'planned' or m.progress <> '[]')";

    private const string SentTexts = "heading_th, titles, weaknesses, steps, responsible_units, period_text, monitoring_th";

    /// <summary>Stores rows; their source follows.</summary>
    public const string Insert = $"""
        insert into measure as m (id, agency_code, {Columns}, {Reports}, created_at, updated_at)
        select id, agency_code, {Columns}, {Reports}, created_at, updated_at
        from
        """;

    /// <summary>Changes the row that is there; the condition follows.</summary>
    public const string OnConflict = $"""
        on conflict (id) do update
        set {Assignments}, {Appended}
        where
        """;

    /// <summary>Whether a row is to be changed: compared to the byte, as the trigger that counts versions does.</summary>
    public const string Differs = $"""
        (excluded.progress <> '[]'
         or (select row({Compared}) from (select m.*) stored) *<> (select row({Compared}) from (select excluded.*) sent))
        """;
}
