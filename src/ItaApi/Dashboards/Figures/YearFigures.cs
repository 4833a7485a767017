using ItaApi.Agencies;
using ItaApi.Frameworks;
using ItaApi.Measures.Summaries;
using ItaApi.Provinces;
using ItaApi.Scoring;

namespace ItaApi.Dashboards.Figures;

/// <summary>
/// The figures of a fiscal year over a set of agencies, in integer hundredths until they are shown. An assessment is judged by the revision
/// that scored it; names and order are those of the newest revision.
/// </summary>
internal sealed class YearFigures
{
    private readonly YearFramework newest;
    private readonly ScoreDistribution[] instruments;
    private readonly ScoreDistribution[] indicators;
    private readonly int[] weak;
    private readonly Dictionary<string, int> grades = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> measures = new(StringComparer.Ordinal);

    private YearFigures(YearFramework newest)
    {
        this.newest = newest;
        instruments = [.. newest.Rules.Instruments.Select(_ => new ScoreDistribution())];
        indicators = [.. newest.Rules.Indicators.Select(_ => new ScoreDistribution())];
        weak = new int[indicators.Length];
    }

    public int FiscalYear => newest.Rules.FiscalYear;
    public YearFramework Framework => newest;
    public int Agencies { get; private set; }
    public ScoreDistribution Total { get; } = new();
    public int Passed { get; private set; }
    public int Reported => Total.Count;

    /// <summary>By number.</summary>
    public IReadOnlyList<ScoreDistribution> Indicators => indicators;

    /// <summary>The figures of the newest revision's year, over all agencies or those of a kind and a district.</summary>
    public static async ValueTask<YearFigures> OfAsync(
        YearFramework newest, IEnumerable<ProvinceYear> parts, AgencyKind? kind,
        string? district, FrameworkCatalogue frameworks, CancellationToken ct)
    {
        var districts = district is null ? null : DistrictKeys.Sought(district, provinceCode: null);
        var figures = new YearFigures(newest);
        foreach (var agency in parts.SelectMany(part => part.Agencies))
        {
            if ((kind is null || agency.Kind == kind)
                && (districts is null || districts.Contains(agency.DistrictKey, StringComparer.Ordinal)))
            {
                figures.Add(
                    agency, agency.Result is { } result ? await frameworks.GetAsync(figures.FiscalYear, result.Revision, ct) : newest);
            }
        }

        return figures;
    }

    public Coverage Coverage => new() { Agencies = Agencies, Reported = Reported, Share = Percent(Reported, Agencies) };

    public PassedFigures PassedFigures => new() { Count = Passed, Share = Percent(Passed, Reported) };

    /// <param name="provinceCode">Null for the whole country.</param>
    public Summary ToSummary(string? provinceCode) => new()
    {
        ProvinceCode = provinceCode,
        FiscalYear = FiscalYear,
        Coverage = Coverage,
        Total = Reported == 0 ? null : new ScoreFigures
        {
            Mean = Total.Mean!.Value.ToDecimal(),
            Median = Total.Median!.Value.ToDecimal(),
            Min = Total.Min!.Value.ToDecimal(),
            Max = Total.Max!.Value.ToDecimal(),
        },
        Passed = PassedFigures,
        Target = Target(newest.Document.Target),
        Grades = [.. newest.GradeByIndex.Select(rule => rule.Code).Union(grades.Keys.Order(StringComparer.Ordinal))
            .Select(code => new GradeCount { Code = code, Count = grades.GetValueOrDefault(code) })],
        Instruments = [.. newest.Rules.Instruments.Zip(instruments, (instrument, scores) => new InstrumentFigures
        {
            Code = instrument.Code,
            N = scores.Count,
            Mean = scores.Mean?.ToDecimal(),
        })],
        Indicators = [.. newest.Document.Indicators.Select((indicator, index) => new IndicatorFigures
        {
            Number = indicator.Number,
            NameTh = indicator.NameTh,
            N = indicators[index].Count,
            Mean = indicators[index].Mean?.ToDecimal(),
            Median = indicators[index].Median?.ToDecimal(),
            Min = indicators[index].Min?.ToDecimal(),
            Max = indicators[index].Max?.ToDecimal(),
            WeakCount = weak[index],
        })],
        Weakest = Weakest(count: 3),
        Measures = new MeasureStatusCounts
        {
            Planned = measures.GetValueOrDefault("planned"),
            InProgress = measures.GetValueOrDefault("inProgress"),
            Completed = measures.GetValueOrDefault("completed"),
            Unable = measures.GetValueOrDefault("unable"),
            NotStated = measures.GetValueOrDefault("notStated"),
        },
    };

    private void Add(AgencyYear agency, YearFramework framework)
    {
        foreach (var status in agency.Measures)
            measures[status] = measures.GetValueOrDefault(status) + 1;
        if (agency.Exists)
            Agencies++;
        if (agency.Result is not { } result)
            return;

        Total.Add(result.Total);
        if (result.Total >= framework.Rules.TargetMinTotal)
            Passed++;
        if (result.Grade is { } grade)
            grades[grade] = grades.GetValueOrDefault(grade) + 1;
        AddInstruments(result, framework);

        var threshold = result.StrengthThreshold ?? framework.Rules.StrengthThreshold;
        for (var i = 0; i < Math.Min(result.Scores?.Length ?? 0, indicators.Length); i++)
        {
            indicators[i].Add(result.Scores![i]);
            if (result.Scores[i] < threshold)
                weak[i]++;
        }
    }

    /// <summary>An older revision may have its instruments in another order.</summary>
    private void AddInstruments(AgencyResult result, YearFramework framework)
    {
        for (var i = 0; i < (result.Instruments?.Length ?? 0); i++)
        {
            if (newest.Rules.FindInstrument(framework.Rules.Instruments[i].Code) is { } instrument)
                instruments[instrument.Index].Add(result.Instruments![i]);
        }
    }

    private TargetFigures Target(FrameworkTarget target) => new()
    {
        MinTotal = target.MinTotal,
        SharePercent = target.SharePercent,
        ByFiscalYear = target.ByFiscalYear,
        // By the exact share: 79.996 % is not 80.
        Met = target.SharePercent is { } share && Reported > 0 ? Passed * 100m >= share * Reported : null,
    };

    private IReadOnlyList<int> Weakest(int count)
    {
        var byMean = indicators
            .Select((scores, index) => (Number: index + 1, scores.Mean))
            .Where(indicator => indicator.Mean is not null)
            .OrderBy(indicator => indicator.Mean!.Value)
            .ThenBy(indicator => indicator.Number)
            .ToList();
        return byMean.Count == 0
            ? []
            : [.. byMean.TakeWhile(indicator => indicator.Mean!.Value <= byMean[Math.Min(count, byMean.Count) - 1].Mean!.Value)
                .Select(indicator => indicator.Number)];
    }

    /// <summary>A part in percent, rounded to two decimals, halves away from zero; null when the whole is 0.</summary>
    public static decimal? Percent(int part, int whole) =>
        whole == 0 ? null : Score.FromHundredths((int)Rounding.Divide(part * 10_000L, whole)).ToDecimal();
}
