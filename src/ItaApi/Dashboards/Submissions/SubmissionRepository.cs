using Dapper;
using ItaApi.Agencies;
using ItaApi.Dashboards.Caching;
using ItaApi.Database;
using ItaApi.Measures;
using ItaApi.Provinces;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Dashboards.Submissions;

internal sealed class SubmissionRepository(NpgsqlDataSource database)
{
    /// <summary>The agencies of a province in a year with what they have submitted, by code, with the stamp of the data.</summary>
    public async Task<(string Stamp, IReadOnlyList<AgencySubmission> Agencies)> ListAsync(
        string provinceCode, SubmissionQuery query, SubmissionSubject of, CancellationToken ct)
    {
        const string counts = """
            (a.agency_code is not null
             or (m.measures > 0 and @countsMeasures)
             or @fiscalYear between coalesce(g.from_fiscal_year, @fiscalYear) and coalesce(g.to_fiscal_year, @fiscalYear))
            """;
        var scope = ScopeOf(provinceCode, query, of);
        var sql = $"""
            with whole as materialized (
                {scope.Select}
            )
            select whole.stamp, g.code, g.name_th, g.kind, g.district_th, g.total, g.grade, g.measures, g.with_progress
            from whole
            left join lateral (
                select g.code, coalesce(a.agency_name_th, g.name_th) as name_th, coalesce(a.agency_kind, g.kind) as kind, g.district_th,
                       a.total, a.grade, m.measures, m.with_progress
                from agency g
                left join assessment a on a.agency_code = g.code and a.fiscal_year = @fiscalYear
                cross join lateral (
                    select count(*)::int as measures, (count(*) filter (where {MeasureSql.HasProgress}))::int as with_progress
                    from measure m
                    where m.agency_code = g.code and m.implement_fiscal_year = @fiscalYear) m
                {WhereClause.Where(
                    (true, "g.province_code = @provinceCode"),
                    (query.District is not null, AgencyKeySql.IsInDistrict("g.code")),
                    (query.Kind is not null, "coalesce(a.agency_kind, g.kind) = @kind"),
                    (true, counts))}) g on true
            order by g.code
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = (await connection.QueryAsync<AgencySubmission>(new CommandDefinition(
            sql,
            new
            {
                scope.ProvinceCode,
                scope.FirstYear,
                scope.LastYear,
                query.FiscalYear,
                countsMeasures = of != SubmissionSubject.Assessments,
                districts = query.District is { } district ? DistrictKeys.Sought(district, provinceCode) : null,
                kind = query.Kind?.ToCode(),
            },
            cancellationToken: ct))).AsList();
        return (rows[0].Stamp, [.. rows.Where(row => row.Code is not null)]);
    }

    /// <summary>The data the list of one subject depends on.</summary>
    public static StampScope ScopeOf(string provinceCode, SubmissionQuery query, SubmissionSubject of) =>
        new([query.FiscalYear!.Value], of == SubmissionSubject.Assessments ? StampSubjects.OfCoverage : StampSubjects.All, provinceCode);
}

/// <summary>What an agency has submitted; without a code when the row has only the stamp.</summary>
internal sealed record AgencySubmission
{
    public string Stamp { get; init; } = "";
    public string? Code { get; init; }
    public string NameTh { get; init; } = "";
    public AgencyKind Kind { get; init; }
    public string? DistrictTh { get; init; }
    public decimal? Total { get; init; }
    public string? Grade { get; init; }
    public int Measures { get; init; }
    public int WithProgress { get; init; }

    public bool Has(SubmissionSubject subject) => subject switch
    {
        SubmissionSubject.Assessments => Total is not null,
        SubmissionSubject.Measures => Measures > 0,
        _ => WithProgress > 0,
    };

    public SubmittedAgency ToSubmitted(SubmissionSubject subject) => new()
    {
        AgencyCode = Code!,
        NameTh = NameTh,
        Kind = Kind,
        DistrictTh = DistrictTh,
        Total = subject == SubmissionSubject.Assessments ? Total : null,
        Grade = subject == SubmissionSubject.Assessments ? Grade : null,
        Measures = subject == SubmissionSubject.Assessments ? null : Measures,
        WithProgress = subject == SubmissionSubject.Assessments ? null : WithProgress,
    };

    public MissingAgency ToMissing() => new() { AgencyCode = Code!, NameTh = NameTh, Kind = Kind, DistrictTh = DistrictTh };
}
