using System.Collections.Concurrent;
using Dapper;
using ItaApi.Database;
using Npgsql;

namespace ItaApi.Dashboards.Caching;

/// <summary>
/// What tells whether an answer still holds: a stamp that is equal where all that the answer hangs on is. To ask for it costs a sum over
/// a few rows, whatever the answer costs.
/// </summary>
public sealed class ProvinceStamps(NpgsqlDataSource database)
{
    private readonly ConcurrentDictionary<(Subjects, bool IsOfProvince), KeyedRead<StampKey, StampRow>> sums = new();

    /// <summary>The stamp of what an answer hangs on.</summary>
    public async Task<string> ReadAsync(StampScope scope, CancellationToken ct)
    {
        if (scope.IsOfFewYears)
        {
            var sum = sums.GetOrAdd((scope.Subjects, scope.ProvinceCode is not null), static (_, of) => ByKey(of.database, of.scope), (database, scope));
            return (await sum.FindAsync(new StampKey(scope.FirstYear, scope.LastYear, scope.ProvinceCode), ct))!.Stamp;
        }

        await using var connection = await database.OpenConnectionAsync(ct);
        return (await connection.ExecuteScalarAsync<string>(new CommandDefinition(
            scope.Select, new { scope.Years, scope.ProvinceCode }, cancellationToken: ct)))!;
    }

    /// <param name="scope">One of those that differ in years and province alone.</param>
    private static KeyedRead<StampKey, StampRow> ByKey(NpgsqlDataSource database, StampScope scope) => new(
        database,
        $"""
        select s.stamp, k.place
        from unnest((select @firstYears), (select @lastYears), (select @provinceCodes)) with ordinality as k (first_year, last_year, province_code, place)
        cross join lateral (
            {scope.SelectOf("k.first_year", "k.last_year", "k.province_code")}
        ) s
        """,
        static keys =>
        [
            new NpgsqlParameter<int[]>("firstYears", [.. keys.Select(key => key.FirstYear)]),
            new NpgsqlParameter<int[]>("lastYears", [.. keys.Select(key => key.LastYear)]),
            new NpgsqlParameter<string?[]>("provinceCodes", [.. keys.Select(key => key.ProvinceCode)]),
        ]);

    private readonly record struct StampKey(int FirstYear, int LastYear, string? ProvinceCode);

    private sealed class StampRow
    {
        public string Stamp { get; init; } = "";
    }
}

/// <summary>What an answer hangs on.</summary>
/// <param name="FiscalYears">The years it is made of.</param>
/// <param name="Subjects">What of them; changes of others leave the stamp.</param>
/// <param name="ProvinceCode">The province; null for the whole country.</param>
public sealed record StampScope(IReadOnlyList<int> FiscalYears, Subjects Subjects, string? ProvinceCode)
{
    /// <summary>What is counted under it, the agencies themselves, stands in every year.</summary>
    private const int EveryYear = 0;

    public int FirstYear => FiscalYears[0];

    public int LastYear => FiscalYears[^1];

    /// <summary>Whether each is named by a parameter of its own: one, or two of scores alone.</summary>
    public bool IsOfFewYears => FiscalYears.Count <= (CountsAgencies ? 1 : 2);

    private bool CountsAgencies => Subjects != Subjects.OfScores;

    /// <summary>The years counted under.</summary>
    public int[] Years => CountsAgencies ? [EveryYear, .. FiscalYears] : [.. FiscalYears];

    /// <summary>The statement, to stand alone or inside of another that reads what it stamps.</summary>
    /// <remarks>
    /// A year or two are named one by one, since a list that comes by parameter has the statement planned anew for each request: that took
    /// 60 µs, where the sum takes 5. A list of subjects is looked up once for each of them and of the years; so there is none, except over the
    /// country, where the whole table would be read without it: 28 µs instead of 90, though it names all there are.
    /// </remarks>
    internal string Select => SelectOf("@firstYear", "@lastYear", "@provinceCode");

    /// <summary>The same of years and a province that are named elsewhere.</summary>
    internal string SelectOf(string firstYear, string lastYear, string provinceCode) => $"""
        select coalesce(sum(ticks), 0)::text as stamp
        from province_stamp
        {Conditions.Where(
            (!IsOfFewYears, "fiscal_year = any(@years)"),
            (IsOfFewYears && CountsAgencies, $"fiscal_year in ({EveryYear}, {firstYear})"),
            (IsOfFewYears && !CountsAgencies, $"fiscal_year in ({firstYear}, {lastYear})"),
            (Subjects == Subjects.OfScores, "subject = 'assessments'"),
            (Subjects == Subjects.OfCoverage, "subject <> 'measures'"),
            (Subjects == Subjects.All && ProvinceCode is null, "subject in ('agencies', 'assessments', 'measures')"),
            (ProvinceCode is not null, $"province_code = {provinceCode}"))}
        """;
}

/// <summary>What a change can concern, as <c>province_stamp</c> tells them apart.</summary>
public enum Subjects
{
    /// <summary>Scores, and where and of what kind their agency is.</summary>
    OfScores,

    /// <summary>Also which agencies there are.</summary>
    OfCoverage,

    /// <summary>Everything.</summary>
    All,
}
