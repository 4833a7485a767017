using ItaApi.Values;

namespace ItaApi.Dashboards.Caching;

/// <summary>How long an answer may be used without asking again.</summary>
internal static class Freshness
{
    /// <summary>For the current fiscal year, whose figures arrive day by day, and for ranges of years that end with it.</summary>
    public static readonly TimeSpan OfTheYearUnderWay = TimeSpan.FromMinutes(1);

    /// <summary>For a past year: its published figures change only by correction.</summary>
    public static readonly TimeSpan OfAPastYear = TimeSpan.FromDays(1);

    /// <summary>The offset of Thailand, the same all year.</summary>
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    public static TimeSpan Of(int fiscalYear, TimeProvider clock) => fiscalYear < YearUnderWay(clock) ? OfAPastYear : OfTheYearUnderWay;

    /// <summary>The current fiscal year (B.E.) in Thailand. It begins on 1 October and is named after the year in which it ends.</summary>
    public static int YearUnderWay(TimeProvider clock) => clock.GetUtcNow().ToOffset(Offset).AddMonths(3).Year + FiscalYearAttribute.Era;
}
