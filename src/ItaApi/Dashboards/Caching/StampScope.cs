using ItaApi.Database;

namespace ItaApi.Dashboards.Caching;

/// <summary>What an answer hangs on.</summary>
/// <param name="FiscalYears">The years it is made of.</param>
/// <param name="Subjects">What of them; changes of others leave the stamp.</param>
/// <param name="ProvinceCode">The province; null for the whole country.</param>
public sealed record StampScope(IReadOnlyList<int> FiscalYears, StampSubjects Subjects, string? ProvinceCode)
{
    /// <summary>What is counted under it, the agencies themselves, stands in every year.</summary>
    private const int EveryYear = 0;

    public int FirstYear => FiscalYears[0];

    public int LastYear => FiscalYears[^1];

    /// <summary>Whether each is named by a parameter of its own: one, or two of scores alone.</summary>
    public bool IsOfFewYears => FiscalYears.Count <= (CountsAgencies ? 1 : 2);

    private bool CountsAgencies => Subjects != StampSubjects.OfScores;

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
        {WhereClause.Where(
            (!IsOfFewYears, "fiscal_year = any(@years)"),
            (IsOfFewYears && CountsAgencies, $"fiscal_year in ({EveryYear}, {firstYear})"),
            (IsOfFewYears && !CountsAgencies, $"fiscal_year in ({firstYear}, {lastYear})"),
            (Subjects == StampSubjects.OfScores, "subject = 'assessments'"),
            (Subjects == StampSubjects.OfCoverage, "subject <> 'measures'"),
            (Subjects == StampSubjects.All && ProvinceCode is null, "subject in ('agencies', 'assessments', 'measures')"),
            (ProvinceCode is not null, $"province_code = {provinceCode}"))}
        """;
}

/// <summary>What a change can concern, as <c>province_stamp</c> tells them apart.</summary>
public enum StampSubjects
{
    /// <summary>Scores, and where and of what kind their agency is.</summary>
    OfScores,

    /// <summary>Also which agencies there are.</summary>
    OfCoverage,

    /// <summary>Everything.</summary>
    All,
}
