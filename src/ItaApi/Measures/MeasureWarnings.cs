using System.Globalization;
using ItaApi.Faults;
using ItaApi.Values;
using ItaApi.Values.Thai;

namespace ItaApi.Measures;

/// <summary>
/// Warnings: values that are unusual but accepted, because published plans have them: a period outside the fiscal year, a report dated
/// before the year. Every answer has them in both languages, so that it depends on the measure alone.
/// </summary>
internal static class MeasureWarnings
{
    /// <summary>The warnings in the order of their fields; null when there are none.</summary>
    public static IReadOnlyList<Warning>? Find(
        int implementFiscalYear, DateOnly? startsOn, DateOnly? endsOn, IReadOnlyList<Progress> progress) =>
        FindOddities(implementFiscalYear, startsOn, endsOn, progress) is { Count: > 0 } oddities
            ? [.. oddities.Select(Warning.From)]
            : null;

    /// <summary>The warnings without their messages.</summary>
    public static IReadOnlyList<RequestFault> FindOddities(
        int implementFiscalYear, DateOnly? startsOn, DateOnly? endsOn, IReadOnlyList<Progress> progress)
    {
        var (firstDay, lastDay) = (FiscalYearAttribute.FirstDayOf(implementFiscalYear), FiscalYearAttribute.LastDayOf(implementFiscalYear));
        var arguments = new Dictionary<string, object?>
        {
            ["FiscalYear"] = implementFiscalYear,
            ["From"] = Written(firstDay),
            ["FromTh"] = ThaiDate.Write(firstDay),
            ["To"] = Written(lastDay),
            ["ToTh"] = ThaiDate.Write(lastDay),
        };

        List<RequestFault> oddities = [];
        if (startsOn < firstDay || startsOn > lastDay)
            oddities.Add(new RequestFault("/startsOn", "period_outside_year", arguments));
        if (endsOn < firstDay || endsOn > lastDay)
            oddities.Add(new RequestFault("/endsOn", "period_outside_year", arguments));
        for (var i = 0; i < progress.Count; i++)
        {
            if (progress[i].ReportedOn < firstDay)
            {
                oddities.Add(new RequestFault(
                    string.Create(CultureInfo.InvariantCulture, $"/progress/{i}/reportedOn"), "reported_before_year", arguments));
            }
        }

        return oddities;
    }

    private static string Written(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);
}
