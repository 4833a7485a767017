using System.Globalization;
using ItaApi.Faults;
using ItaApi.Values;
using ItaApi.Values.Thai;

namespace ItaApi.Measures;

/// <summary>
/// What is odd about a measure, though published plans do it: a period that leaves the fiscal year, a report older than the year. Told
/// whenever the measure is read, in both languages, so that the answer hangs on the measure alone.
/// </summary>
public static class MeasureWarnings
{
    /// <summary>The warnings in the order of the members they stand at; null where there are none.</summary>
    public static IReadOnlyList<MeasureWarning>? Find(int implementFiscalYear, DateOnly? startsOn, DateOnly? endsOn, IReadOnlyList<Progress> progress) =>
        FindOdd(implementFiscalYear, startsOn, endsOn, progress) is { Count: > 0 } odd ? [.. odd.Select(ToWarning)] : null;

    /// <summary>What is odd, without its words.</summary>
    public static IReadOnlyList<RequestFault> FindOdd(int implementFiscalYear, DateOnly? startsOn, DateOnly? endsOn, IReadOnlyList<Progress> progress)
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

        List<RequestFault> odd = [];
        if (startsOn < firstDay || startsOn > lastDay)
            odd.Add(new RequestFault("/startsOn", "period_outside_year", arguments));
        if (endsOn < firstDay || endsOn > lastDay)
            odd.Add(new RequestFault("/endsOn", "period_outside_year", arguments));
        for (var i = 0; i < progress.Count; i++)
        {
            if (progress[i].ReportedOn < firstDay)
                odd.Add(new RequestFault(string.Create(CultureInfo.InvariantCulture, $"/progress/{i}/reportedOn"), "reported_before_year", arguments));
        }

        return odd;
    }

    private static MeasureWarning ToWarning(RequestFault odd)
    {
        var words = Messages.Faults[odd.Code];
        return new MeasureWarning
        {
            Pointer = odd.Pointer,
            Code = odd.Code,
            Message = Messages.Fill(words, thai: false, odd.Arguments),
            MessageTh = Messages.Fill(words, thai: true, odd.Arguments),
        };
    }

    private static string Written(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);
}
