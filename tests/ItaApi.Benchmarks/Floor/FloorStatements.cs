namespace ItaApi.Benchmarks.Floor;

/// <summary>
/// One statement a request: what the machine has to do at least, for the floor and, with numbers drawn for its parameters, for pgbench
/// under it.
/// </summary>
internal static class FloorStatements
{
    /// <summary>$1 agency code, $2 fiscal year.</summary>
    public const string Result = """
        select a.agency_name_th, a.agency_kind, g.province_code, a.framework_revision, a.scores, a.total, a.grade, a.instrument_scores,
               a.strength_threshold, a.verdict, a.items
        from assessment a
        join agency g on g.code = a.agency_code
        where a.agency_code = $1 and a.fiscal_year = $2
        """;

    /// <summary>$1 agency code, $2 fiscal year.</summary>
    public const string Assessment = """
        select a.agency_name_th, a.agency_kind, g.province_code, a.framework_revision, a.scores, a.total, a.grade, a.instrument_scores,
               a.strength_threshold, a.verdict, a.items,
               a.calculated_numbers, a.reported, a.version, a.created_at, a.updated_at
        from assessment a
        join agency g on g.code = a.agency_code
        where a.agency_code = $1 and a.fiscal_year = $2
        """;

    /// <summary>$1 fiscal year, $2 province code, $3 rows.</summary>
    public const string Page = """
        select a.agency_code, a.agency_name_th, a.agency_kind, g.district_th, a.basis, a.scores, a.instrument_scores, a.total, a.grade,
               a.version, a.updated_at
        from assessment a
        join agency g on g.code = a.agency_code
        where a.fiscal_year = $1 and g.province_code = $2
        order by a.agency_code
        limit $3
        """;

    /// <summary>
    /// $1 agency code, $2 fiscal year, $3 revision, $4 scores, $5 threshold, $6 total, $7 grade, $8 instrument scores, $9 now, $10 verdict.
    /// </summary>
    public const string Put = """
        insert into assessment (agency_code, fiscal_year, framework_revision, agency_name_th, agency_kind, basis, scores,
                                strength_threshold, total, grade, instrument_scores, verdict, created_at, updated_at)
        select g.code, $2::int, $3::int, g.name_th, g.kind, 'calculated', $4::numeric[],
               $5::numeric, $6::numeric, $7::text, $8::numeric[],
               $10::text, $9::timestamptz, $9::timestamptz
        from agency g
        cross join acting_as(null, 'floor', $9::timestamptz)
        where g.code = $1
        on conflict (agency_code, fiscal_year) do update
        set framework_revision = excluded.framework_revision, basis = excluded.basis, scores = excluded.scores,
            calculated_numbers = excluded.calculated_numbers, strength_threshold = excluded.strength_threshold, total = excluded.total,
            grade = excluded.grade, verdict = excluded.verdict, instrument_scores = excluded.instrument_scores,
            questions = excluded.questions, items = excluded.items, reported = excluded.reported, notes = excluded.notes,
            source = excluded.source, updated_at = excluded.updated_at
        returning agency_name_th, agency_kind, (select province_code from agency where code = $1), version, created_at, updated_at
        """;

    private const string Stamp = "select coalesce(sum(ticks), 0)::bigint as stamp from province_stamp where fiscal_year in (0, $1)";

    /// <summary>$1 fiscal year.</summary>
    /// <remarks>The subjects are all there are; without them the whole table is read.</remarks>
    public const string NationalStamp = $"{Stamp} and subject in ('agencies', 'assessments', 'measures')";

    /// <summary>$1 fiscal year, $2 province code.</summary>
    public const string ProvinceStamp = $"{Stamp} and province_code = $2";

    /// <summary>$1 fiscal year.</summary>
    public const string RankingStamp =
        "select coalesce(sum(ticks), 0)::bigint as stamp from province_stamp where subject = 'assessments' and fiscal_year in ($1, $1 - 1)";

    /// <summary>$1 fiscal year.</summary>
    public static readonly string NationalSummary = Summary(NationalStamp, "");

    /// <summary>$1 fiscal year, $2 province code.</summary>
    public static readonly string ProvinceSummary = Summary(ProvinceStamp, "where g.province_code = $2");

    /// <summary>$1 fiscal year, $2 rows.</summary>
    public const string Ranking = $"""
        with whole as materialized (
            {RankingStamp}
        ), ranked as (
            select a.agency_code, a.total, rank() over (order by a.total desc)::int as rank, count(*) over ()::int as rank_of
            from assessment a
            where a.fiscal_year = $1
        ), page as (
            select agency_code, total, rank, rank_of
            from ranked
            order by total desc, agency_code
            limit $2
        )
        select whole.stamp, p.rank, p.rank_of, p.agency_code, a.agency_name_th, a.agency_kind, g.province_code, g.district_th,
               p.total, a.grade, p.total - earlier.total as change
        from whole
        left join page p on true
        left join assessment a on a.agency_code = p.agency_code and a.fiscal_year = $1
        left join agency g on g.code = p.agency_code
        left join assessment earlier on earlier.agency_code = p.agency_code and earlier.fiscal_year = $1 - 1
        order by p.total desc, p.agency_code
        """;

    private static string Summary(string stamp, string ofAgencies) => $"""
        with whole as materialized (
            {stamp}
        )
        select whole.stamp, r.stands, r.total, r.grade, r.instrument_scores, r.scores, r.measures
        from whole
        left join lateral (
            select a.total is not null or $1 between coalesce(g.from_fiscal_year, $1) and coalesce(g.to_fiscal_year, $1) as stands,
                   a.total, a.grade, a.instrument_scores, a.scores,
                   (select array_agg(p.status) from measure p where p.agency_code = g.code and p.implement_fiscal_year = $1) as measures
            from agency g
            left join assessment a on a.agency_code = g.code and a.fiscal_year = $1
            {ofAgencies}) r on true
        """;
}
