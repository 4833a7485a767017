using ItaApi.Database;
using Npgsql;

namespace ItaApi.Dashboards;

/// <summary>
/// What tells whether an answer still holds: a stamp that is equal where all that the answer hangs on is. To ask for it costs a sum over
/// a few rows, whatever the answer costs.
/// </summary>
public sealed class ProvinceStamps(KeyedReads reads)
{
    /// <summary>The stamp of what an answer hangs on.</summary>
    public async Task<string> ReadAsync(StampScope scope, CancellationToken ct) =>
        (await reads.FindAsync(scope.ToCommand(), static row => row.GetString(0), ct))!;
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

    private bool CountsAgencies => Subjects != Subjects.OfScores;

    /// <summary>The years counted under.</summary>
    public int[] Years => CountsAgencies ? [EveryYear, .. FiscalYears] : [.. FiscalYears];

    internal NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Select);
        if (FiscalYears.Count > 2)
        {
            command.Parameters.Add(new NpgsqlParameter<int[]>("years", Years));
        }
        else
        {
            command.Parameters.Add(new NpgsqlParameter<int>("firstYear", FirstYear));
            command.Parameters.Add(new NpgsqlParameter<int>("lastYear", LastYear));
        }

        if (ProvinceCode is not null)
            command.Parameters.Add(new NpgsqlParameter<string>("provinceCode", ProvinceCode));
        return command;
    }

    /// <summary>The statement, to stand alone or inside of another that reads what it stamps.</summary>
    /// <remarks>
    /// A year or two are named one by one, since a list that comes by parameter has the statement planned anew for each request: that took
    /// 60 µs, where the sum takes 5. Subjects are left out or excluded rather than listed, because a list is looked up once for each of them
    /// and of the years.
    /// </remarks>
    internal string Select => $"""
        select coalesce(sum(ticks), 0)::text as stamp
        from province_stamp
        {Conditions.Where(
            (FiscalYears.Count > 2, "fiscal_year = any(@years)"),
            (FiscalYears.Count <= 2 && CountsAgencies, $"fiscal_year in ({EveryYear}, @firstYear, @lastYear)"),
            (FiscalYears.Count <= 2 && !CountsAgencies, "fiscal_year in (@firstYear, @lastYear)"),
            (Subjects == Subjects.OfScores, "subject = 'assessments'"),
            (Subjects == Subjects.OfCoverage, "subject <> 'measures'"),
            (ProvinceCode is not null, "province_code = @provinceCode"))}
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
