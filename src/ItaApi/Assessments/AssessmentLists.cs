using System.Globalization;
using Dapper;
using ItaApi.Http;
using ItaApi.Results;
using ItaApi.Scoring;
using Npgsql;

namespace ItaApi.Assessments;

/// <summary>
/// The lists of assessments. Each order has its own statement, so that each text is constant, is prepared once, and reads along the
/// index that gives its order; a page goes on after the last row's key, which always ends in agency code and fiscal year.
/// </summary>
public sealed class AssessmentLists(NpgsqlDataSource database)
{
    private const string Columns = """
        select a.agency_code, a.fiscal_year, a.framework_revision, a.agency_name_th, a.agency_kind, g.province_code, g.district_th,
               a.basis, a.scores, a.instrument_scores, a.total, a.grade, a.version, a.updated_at
        from assessment a
        join agency g on g.code = a.agency_code
        """;

    private const string Filter = """
        where (@agencyCode::text is null or a.agency_code = @agencyCode)
          and (@fiscalYear::int is null or a.fiscal_year = @fiscalYear)
          and (@province::text is null or g.province_code = @province)
          and (@district::text is null or g.district_th = @district)
          and (@kind::text is null or a.agency_kind = @kind)
          and (@grade::text is null or a.grade = @grade)
          and (@minTotal::numeric is null or a.total >= @minTotal)
          and (@maxTotal::numeric is null or a.total <= @maxTotal)
          and (@updatedSince::timestamptz is null or a.updated_at >= @updatedSince)
        """;

    private const string ByAgency = $"""
        {Columns}
        {Filter}
          and (@afterCode::text is null or (a.agency_code, a.fiscal_year) > (@afterCode, @afterYear::int))
        order by a.agency_code, a.fiscal_year
        limit @limit
        """;

    private const string ByTotal = $"""
        {Columns}
        {Filter}
          and (@afterCode::text is null or (a.total, a.agency_code, a.fiscal_year) > (@afterTotal::numeric, @afterCode, @afterYear::int))
        order by a.total, a.agency_code, a.fiscal_year
        limit @limit
        """;

    private const string ByTotalDescending = $"""
        {Columns}
        {Filter}
          and (@afterCode::text is null or a.total < @afterTotal::numeric
               or (a.total = @afterTotal::numeric and (a.agency_code, a.fiscal_year) > (@afterCode, @afterYear::int)))
        order by a.total desc, a.agency_code, a.fiscal_year
        limit @limit
        """;

    private const string ByUpdate = $"""
        {Columns}
        {Filter}
          and (@afterCode::text is null
               or (a.updated_at, a.agency_code, a.fiscal_year) > (@afterUpdate::timestamptz, @afterCode, @afterYear::int))
        order by a.updated_at, a.agency_code, a.fiscal_year
        limit @limit
        """;

    private const string ByUpdateDescending = $"""
        {Columns}
        {Filter}
          and (@afterCode::text is null or a.updated_at < @afterUpdate::timestamptz
               or (a.updated_at = @afterUpdate::timestamptz and (a.agency_code, a.fiscal_year) > (@afterCode, @afterYear::int)))
        order by a.updated_at desc, a.agency_code, a.fiscal_year
        limit @limit
        """;

    private const string Count = $"""
        select count(*)
        from assessment a
        join agency g on g.code = a.agency_code
        {Filter}
        """;

    public async Task<IReadOnlyList<AssessmentListRow>> ListAsync(AssessmentListQuery query, string? agencyCode, AssessmentKey? after, int limit, CancellationToken ct)
    {
        var sql = query.Sort switch
        {
            AssessmentSort.Total => ByTotal,
            AssessmentSort.TotalDescending => ByTotalDescending,
            AssessmentSort.UpdatedAt => ByUpdate,
            AssessmentSort.UpdatedAtDescending => ByUpdateDescending,
            _ => ByAgency,
        };

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<AssessmentListRow>(new CommandDefinition(sql, Parameters(query, agencyCode, after, limit), cancellationToken: ct));
        return rows.AsList();
    }

    public async Task<long> CountAsync(AssessmentListQuery query, string? agencyCode, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(Count, Parameters(query, agencyCode, after: null, limit: 0), cancellationToken: ct));
    }

    /// <summary>The assessments whose gravest verdict is one of some, with all that an audit needs, by agency and year.</summary>
    public async Task<IReadOnlyList<AssessmentRow>> ListByVerdictAsync(AuditListQuery query, IReadOnlyList<string>? after, int limit, CancellationToken ct)
    {
        const string sql = """
            select a.agency_code, a.fiscal_year, a.framework_revision, a.agency_name_th, a.agency_kind, g.province_code,
                   a.scores, a.calculated_numbers, a.strength_threshold, a.questions, a.items, a.reported
            from assessment a
            join agency g on g.code = a.agency_code
            where a.verdict = any(@verdicts)
              and (@fiscalYear::int is null or a.fiscal_year = @fiscalYear)
              and (@province::text is null or g.province_code = @province)
              and (@afterCode::text is null or (a.agency_code, a.fiscal_year) > (@afterCode, @afterYear::int))
            order by a.agency_code, a.fiscal_year
            limit @limit
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<AssessmentRow>(new CommandDefinition(sql, Parameters(query, after, limit), cancellationToken: ct));
        return rows.AsList();
    }

    public async Task<long> CountByVerdictAsync(AuditListQuery query, CancellationToken ct)
    {
        const string sql = """
            select count(*)
            from assessment a
            join agency g on g.code = a.agency_code
            where a.verdict = any(@verdicts)
              and (@fiscalYear::int is null or a.fiscal_year = @fiscalYear)
              and (@province::text is null or g.province_code = @province)
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, Parameters(query, after: null, limit: 0), cancellationToken: ct));
    }

    private static object Parameters(AuditListQuery query, IReadOnlyList<string>? after, int limit) => new
    {
        verdicts = query.Verdict is { } verdict
            ? [verdict.ToCode()]
            : new[] { Verdict.Mismatch.ToCode(), Verdict.Unreachable.ToCode() },
        query.FiscalYear,
        query.Province,
        afterCode = after?[0],
        afterYear = after is null ? (int?)null : int.Parse(after[1], CultureInfo.InvariantCulture),
        limit,
    };

    private static object Parameters(AssessmentListQuery query, string? agencyCode, AssessmentKey? after, int limit) => new
    {
        agencyCode,
        query.FiscalYear,
        query.Province,
        district = query.District is { } district ? Text.Normalize(district) : null,
        kind = query.Kind?.ToCode(),
        query.Grade,
        query.MinTotal,
        query.MaxTotal,
        // PostgreSQL's driver takes a moment in UTC only.
        updatedSince = query.UpdatedSince?.ToUniversalTime(),
        afterCode = after?.AgencyCode,
        afterYear = after?.FiscalYear,
        afterTotal = after?.Total,
        afterUpdate = after?.UpdatedAt,
        limit,
    };
}

/// <summary>Where a row stands in every order of the list.</summary>
public sealed record AssessmentKey(string AgencyCode, int FiscalYear, decimal Total, DateTime UpdatedAt)
{
    public static AssessmentKey? From(IReadOnlyList<string>? parts) => parts is null
        ? null
        : new AssessmentKey(
            parts[0],
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            decimal.Parse(parts[2], CultureInfo.InvariantCulture),
            DateTime.ParseExact(parts[3], "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));

    public string[] ToParts() =>
    [
        AgencyCode,
        FiscalYear.ToString(CultureInfo.InvariantCulture),
        Total.ToString(CultureInfo.InvariantCulture),
        UpdatedAt.ToString("O", CultureInfo.InvariantCulture),
    ];
}
