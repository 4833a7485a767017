using System.Collections.Concurrent;
using Dapper;
using ItaApi.Agencies;
using ItaApi.Dashboards.Caching;
using ItaApi.Database;
using ItaApi.Provinces;
using Npgsql;

namespace ItaApi.Dashboards.Figures;

/// <summary>
/// The scores of the agencies of provinces, year by year, kept in memory with the stamp at which they were read. A read asks the database
/// for the stamps and, in the same statement, for the agencies of the provinces and years whose stamp has changed. An answer is therefore
/// of one moment, and after a write the whole country costs little more than one province. The memory is bounded by the number of provinces
/// and years.
/// </summary>
internal sealed class ProvinceYearCache(NpgsqlDataSource database)
{
    private readonly ConcurrentDictionary<(string ProvinceCode, int FiscalYear), ProvinceYear> kept = new();

    /// <summary>The years and provinces of a scope.</summary>
    public async Task<ProvinceYearSet> ReadAsync(StampScope scope, CancellationToken ct)
    {
        var sql = $"""
            with whole as materialized (
                {scope.Select}
            ), stamp as materialized (
                select p.code as province_code, y.fiscal_year, coalesce(sum(s.ticks), 0)::bigint as stamp
                from province p
                cross join unnest(@fiscalYears) as y (fiscal_year)
                left join province_stamp s
                       on s.fiscal_year in (0, y.fiscal_year) and s.fiscal_year = any(@years) and s.province_code = p.code
                {WhereClause.Where((scope.ProvinceCode is not null, "p.code = @provinceCode"))}
                group by p.code, y.fiscal_year
            )
            select t.province_code, t.fiscal_year, t.stamp, whole.stamp as whole_stamp, g.code, g.kind, g.district_th, g.framework_revision,
                   g.total, g.grade, g.instrument_scores, g.scores, g.strength_threshold, g.measures, g.exists_in_year
            from whole
            cross join stamp t
            left join unnest(@keptProvinces, @keptYears, @keptStamps) as k (province_code, fiscal_year, stamp)
                   on (k.province_code, k.fiscal_year, k.stamp) = (t.province_code, t.fiscal_year, t.stamp)
            left join lateral (
                select g.code, coalesce(a.agency_kind, g.kind) as kind, g.district_th, a.framework_revision, a.total, a.grade,
                       a.instrument_scores, a.scores, a.strength_threshold, m.measures,
                       t.fiscal_year between coalesce(g.from_fiscal_year, t.fiscal_year)
                           and coalesce(g.to_fiscal_year, t.fiscal_year) as exists_in_year
                from agency g
                left join assessment a on a.agency_code = g.code and a.fiscal_year = t.fiscal_year
                cross join lateral (
                    select array_agg(p.status) as measures
                    from measure p
                    where p.agency_code = g.code and p.implement_fiscal_year = t.fiscal_year) m
                where k.stamp is null and g.province_code = t.province_code) g on true
            """;

        var known = Known(scope);
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<AgencyYearRow>(new CommandDefinition(
            sql,
            new
            {
                fiscalYears = scope.FiscalYears.ToArray(),
                scope.FirstYear,
                scope.LastYear,
                scope.Years,
                scope.ProvinceCode,
                keptProvinces = known.Select(part => part.ProvinceCode).ToArray(),
                keptYears = known.Select(part => part.FiscalYear).ToArray(),
                keptStamps = known.Select(part => part.Stamp).ToArray(),
            },
            cancellationToken: ct));
        return Take(rows.AsList(), known);
    }

    /// <summary>Looked up by key: enumerating everything would delay the readers that add to the cache.</summary>
    private List<ProvinceYear> Known(StampScope scope)
    {
        var provinces = scope.ProvinceCode is null ? ProvinceDirectory.All.Select(province => province.Code) : [scope.ProvinceCode];
        List<ProvinceYear> known = [];
        foreach (var province in provinces)
        {
            foreach (var year in scope.FiscalYears)
            {
                if (kept.TryGetValue((province, year), out var part))
                    known.Add(part);
            }
        }

        return known;
    }

    private ProvinceYearSet Take(List<AgencyYearRow> rows, List<ProvinceYear> known)
    {
        var still = known.ToDictionary(part => (part.ProvinceCode, part.FiscalYear, part.Stamp));
        List<ProvinceYear> parts = [];
        foreach (var read in rows.GroupBy(row => (row.ProvinceCode, row.FiscalYear, row.Stamp)))
        {
            if (!still.TryGetValue(read.Key, out var part))
            {
                part = new ProvinceYear(
                    read.Key.ProvinceCode, read.Key.FiscalYear, read.Key.Stamp, [.. read.Where(AgencyYear.IsOne).Select(AgencyYear.From)]);
                kept[(part.ProvinceCode, part.FiscalYear)] = part;
            }

            parts.Add(part);
        }

        return new ProvinceYearSet(rows[0].WholeStamp, parts);
    }

    /// <summary>An agency of a year; without a kind when the row has only the stamp.</summary>
    internal sealed record AgencyYearRow
    {
        public string ProvinceCode { get; init; } = "";
        public int FiscalYear { get; init; }
        public long Stamp { get; init; }
        public string WholeStamp { get; init; } = "";
        public string? Code { get; init; }
        public AgencyKind? Kind { get; init; }
        public string? DistrictTh { get; init; }
        public int? FrameworkRevision { get; init; }
        public decimal? Total { get; init; }
        public string? Grade { get; init; }
        public decimal[]? InstrumentScores { get; init; }
        public decimal[]? Scores { get; init; }
        public decimal? StrengthThreshold { get; init; }
        public string[]? Measures { get; init; }
        public bool ExistsInYear { get; init; }
    }
}

/// <summary>Years of provinces as they were at one moment.</summary>
/// <param name="Stamp">Equal when all relevant data are equal.</param>
internal sealed record ProvinceYearSet(string Stamp, IReadOnlyList<ProvinceYear> Parts);

/// <summary>The agencies of a province that exist in a year, or reported or planned something for it.</summary>
internal sealed record ProvinceYear(string ProvinceCode, int FiscalYear, long Stamp, IReadOnlyList<AgencyYear> Agencies);
