using ItaApi.Values;

namespace ItaApi.Dashboards.Caching;

/// <summary>How long an answer may be shown without asking again.</summary>
public static class Freshness
{
    /// <summary>Of the fiscal year under way, whose figures come in day by day; and of what spans years up to it.</summary>
    public static readonly TimeSpan OfTheYearUnderWay = TimeSpan.FromMinutes(1);

    /// <summary>Of a year that is over: what was published of it changes by correction only.</summary>
    public static readonly TimeSpan OfAPastYear = TimeSpan.FromDays(1);

    /// <summary>Thailand's, all the year round.</summary>
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    public static TimeSpan Of(int fiscalYear, TimeProvider clock) => fiscalYear < YearUnderWay(clock) ? OfAPastYear : OfTheYearUnderWay;

    /// <summary>The fiscal year (B.E.) of this moment in Thailand; it begins on 1 October and is named after the year it ends in.</summary>
    public static int YearUnderWay(TimeProvider clock) => clock.GetUtcNow().ToOffset(Offset).AddMonths(3).Year + FiscalYearAttribute.Era;
}
