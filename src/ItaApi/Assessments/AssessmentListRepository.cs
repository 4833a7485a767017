using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using ItaApi.Agencies;
using ItaApi.Assessments.Results;
using ItaApi.Database;
using ItaApi.Provinces;
using ItaApi.Scoring;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Assessments;

/// <summary>
/// The lists of assessments. A statement holds the conditions of the filters that were given and reads along the index that gives its
/// order; a page goes on after the last row's key, which always ends in agency code and fiscal year.
/// </summary>
internal sealed class AssessmentListRepository(
    NpgsqlDataSource database, [FromKeyedServices(DatabasePools.Work)] NpgsqlDataSource work)
{
    private const string Columns = """
        select a.agency_code, a.fiscal_year, a.framework_revision, a.agency_name_th, a.agency_kind, g.province_code, g.district_th,
               a.scores, a.instrument_scores, a.total, a.grade, a.version, a.updated_at
        """;

    private const string Tables = """
        from assessment a
        join agency g on g.code = a.agency_code
        """;

    public async Task<IReadOnlyList<AssessmentListRow>> ListAsync(
        AssessmentListQuery query, string? agencyCode, AssessmentKey? after, int limit, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<AssessmentListRow>(
            new CommandDefinition(Statement(query, agencyCode, after), Parameters(query, agencyCode, after, limit), cancellationToken: ct));
        return rows.AsList();
    }

    /// <summary>The whole list, as it stood when the first row was read.</summary>
    public async IAsyncEnumerable<AssessmentListRow> StreamAsync(
        AssessmentListQuery query, string? agencyCode, AssessmentKey? after, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var connection = await work.OpenConnectionAsync(ct);
        var rows = connection.StreamAsync<AssessmentListRow>(
            Statement(query, agencyCode, after), Parameters(query, agencyCode, after, limit: null), ct);
        await foreach (var row in rows)
            yield return row;
    }

    /// <summary>The whole list with its documents, as it stood when the first row was read.</summary>
    public async IAsyncEnumerable<AssessmentRow> StreamDocumentsAsync(
        AssessmentListQuery query, AssessmentKey? after, int? limit, [EnumeratorCancellation] CancellationToken ct)
    {
        const string columns = $"""
            select a.agency_code, a.fiscal_year, a.agency_name_th, a.agency_kind, g.province_code, {AssessmentSql.Compared}
            """;

        await using var connection = await work.OpenConnectionAsync(ct);
        var rows = connection.StreamAsync<AssessmentRow>(
            Statement(query, null, after, columns), Parameters(query, null, after, limit), ct);
        await foreach (var row in rows)
            yield return row;
    }

    public async Task<long> CountAsync(AssessmentListQuery query, string? agencyCode, CancellationToken ct)
    {
        var sql = $"""
            select count(*)
            {Tables}
            {Where(query, agencyCode)}
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(sql, Parameters(query, agencyCode, after: null, limit: 0), cancellationToken: ct));
    }

    /// <summary>The assessments whose gravest verdict is one of some, with all that an audit needs, by agency and year.</summary>
    public async Task<IReadOnlyList<AssessmentRow>> ListByVerdictAsync(
        AuditListQuery query, IReadOnlyList<string>? after, int limit, CancellationToken ct)
    {
        var sql = $"""
            select a.agency_code, a.fiscal_year, a.agency_name_th, a.agency_kind, g.province_code, {AssessmentSql.Figures}
            {Tables}
            {Where(query, (after is not null, "(a.agency_code, a.fiscal_year) > (@afterCode, @afterYear)"))}
            order by a.agency_code, a.fiscal_year
            limit @limit
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<AssessmentRow>(
            new CommandDefinition(sql, Parameters(query, after, limit), cancellationToken: ct));
        return rows.AsList();
    }

    public async Task<long> CountByVerdictAsync(AuditListQuery query, CancellationToken ct)
    {
        var sql = $"""
            select count(*)
            {Tables}
            {Where(query)}
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(sql, Parameters(query, after: null, limit: 0), cancellationToken: ct));
    }

    private static string Statement(AssessmentListQuery query, string? agencyCode, AssessmentKey? after, string columns = Columns)
    {
        // The first bound of a descending order is what an index can be entered by.
        var (order, afterCondition) = query.Sort switch
        {
            AssessmentSort.Total => (
                "a.total, a.agency_code, a.fiscal_year",
                "(a.total, a.agency_code, a.fiscal_year) > (@afterTotal, @afterCode, @afterYear)"),
            AssessmentSort.TotalDescending => ("a.total desc, a.agency_code, a.fiscal_year",
                "a.total <= @afterTotal and (a.total < @afterTotal or (a.agency_code, a.fiscal_year) > (@afterCode, @afterYear))"),
            AssessmentSort.UpdatedAt => (
                "a.updated_at, a.agency_code, a.fiscal_year",
                "(a.updated_at, a.agency_code, a.fiscal_year) > (@afterUpdate, @afterCode, @afterYear)"),
            AssessmentSort.UpdatedAtDescending => (
                "a.updated_at desc, a.agency_code, a.fiscal_year",
                """
                a.updated_at <= @afterUpdate
                and (a.updated_at < @afterUpdate or (a.agency_code, a.fiscal_year) > (@afterCode, @afterYear))
                """),
            _ => ("a.agency_code, a.fiscal_year", "(a.agency_code, a.fiscal_year) > (@afterCode, @afterYear)"),
        };
        return $"""
            {columns}
            {Tables}
            {Where(query, agencyCode, (after is not null, afterCondition))}
            order by {order}
            limit @limit
            """;
    }

    private static string Where(
        AssessmentListQuery query, string? agencyCode, (bool Given, string Condition) afterCondition = default) => WhereClause.Where(
        (agencyCode is not null, "a.agency_code = @agencyCode"),
        (query.FiscalYear is not null, "a.fiscal_year = @fiscalYear"),
        (query.Province is not null, "g.province_code = @province"),
        (query.District is not null, AgencyKeySql.IsInDistrict("g.code")),
        (query.Kind is not null, "a.agency_kind = @kind"),
        (query.Grade is not null, "a.grade = @grade"),
        (query.MinTotal is not null, "a.total >= @minTotal"),
        (query.MaxTotal is not null, "a.total <= @maxTotal"),
        (query.UpdatedSince is not null, "a.updated_at >= @updatedSince"),
        afterCondition);

    private static string Where(AuditListQuery query, (bool Given, string Condition) afterCondition = default) => WhereClause.Where(
        (true, "a.verdict = any(@verdicts)"),
        (query.FiscalYear is not null, "a.fiscal_year = @fiscalYear"),
        (query.Province is not null, "g.province_code = @province"),
        afterCondition);

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

    private static object Parameters(AssessmentListQuery query, string? agencyCode, AssessmentKey? after, int? limit) => new
    {
        agencyCode,
        query.FiscalYear,
        query.Province,
        districts = query.District is { } district ? DistrictKeys.Sought(district, query.Province) : null,
        kind = query.Kind?.ToCode(),
        query.Grade,
        query.MinTotal,
        query.MaxTotal,
        query.UpdatedSince,
        afterCode = after?.AgencyCode,
        afterYear = after?.FiscalYear,
        afterTotal = after?.Total,
        afterUpdate = after?.UpdatedAt,
        limit,
    };
}

/// <summary>Where a row stands in every order of the list.</summary>
internal sealed record AssessmentKey(string AgencyCode, int FiscalYear, decimal Total, DateTime UpdatedAt)
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
