using ItaApi.Assessments.Results;
using ItaApi.Frameworks;

namespace ItaApi.Measures.Summaries;

/// <summary>Summarizes the measures of a year: how many there are, their status, and the weaknesses without a measure.</summary>
internal sealed class MeasureSummaries(MeasureSummaryRepository plans, FrameworkCatalogue frameworks)
{
    /// <summary>The summary of an agency; null if there is no such agency.</summary>
    public async Task<MeasureSummary?> FindAsync(string agencyCode, int implementFiscalYear, CancellationToken ct)
    {
        if (await plans.FindAsync(agencyCode, implementFiscalYear, ct) is not { } row)
            return null;

        var plan = await AgencyPlan.ReadAsync(row, implementFiscalYear, frameworks, ct);
        return new MeasureSummary
        {
            AgencyCode = agencyCode,
            ImplementFiscalYear = implementFiscalYear,
            Measures = plan.Measures.Count,
            ByStatus = CountByStatus(plan.Measures),
            ByIndicator = await CountByIndicatorAsync(plan.Measures, ct),
            MeasuresWithoutProgress = [.. plan.MeasuresWithoutProgress().Select(Mention)],
            BaseYears =
            [
                .. from year in plan.BaseYears
                   select new BaseYearSummary
                   {
                       BasedOnFiscalYear = year,
                       Measures = plan.MeasuresBasedOn(year).Count(),
                       WeaknessesWithoutMeasure = plan.WeaknessesWithoutMeasure(year),
                       ZeroItemsWithoutMeasure = plan.ZeroItemsWithoutMeasure(year),
                       MeasuresWithoutWeakness = [.. plan.MeasuresWithoutWeakness(year).Select(Mention)],
                   },
            ],
        };
    }

    public async Task<ProvinceMeasureSummary> SummarizeAsync(string provinceCode, int implementFiscalYear, CancellationToken ct)
    {
        List<AgencyPlan> agencies = [];
        foreach (var row in await plans.ListAsync(provinceCode, implementFiscalYear, ct))
        {
            var plan = await AgencyPlan.ReadAsync(row, implementFiscalYear, frameworks, ct);
            if (plan.ExistsThen || plan.Measures.Count > 0)
                agencies.Add(plan);
        }

        var measures = agencies.SelectMany(plan => plan.Measures).ToList();
        return new ProvinceMeasureSummary
        {
            ProvinceCode = provinceCode,
            ImplementFiscalYear = implementFiscalYear,
            Coverage = new MeasureCoverage
            {
                Agencies = agencies.Count,
                WithMeasures = agencies.Count(plan => plan.Measures.Count > 0),
                WithProgress = agencies.Count(plan => plan.Measures.Any(measure => measure.HasProgress)),
            },
            Measures = measures.Count,
            ByStatus = CountByStatus(measures),
            ByIndicator = await CountByIndicatorAsync(measures, ct),
            AgenciesWithoutMeasure =
            [
                .. from plan in agencies
                   where plan.Measures.Count == 0
                   select new AgencyMention { AgencyCode = plan.AgencyCode, NameTh = plan.NameTh },
            ],
            MeasuresWithoutProgress = agencies.Sum(plan => plan.MeasuresWithoutProgress().Count()),
            BaseYears =
            [
                .. from plan in agencies
                   from year in plan.BaseYears
                   group plan by year into based
                   orderby based.Key
                   select SummarizeBaseYear(based.Key, [.. based]),
            ],
        };
    }

    /// <param name="agencies">The agencies with measures based on the year; for the year before, also those without measures.</param>
    private static ProvinceBaseYearSummary SummarizeBaseYear(int year, IReadOnlyList<AgencyPlan> agencies) => new()
    {
        BasedOnFiscalYear = year,
        Agencies = agencies.Count,
        WithScores = agencies.Count(plan => plan.HasScoresOf(year)),
        Measures = agencies.Sum(plan => plan.MeasuresBasedOn(year).Count()),
        WeaknessesWithoutMeasure =
        [
            .. agencies.SelectMany(plan => plan.WeaknessesWithoutMeasure(year) ?? [])
                .GroupBy(weakness => weakness.Number)
                .OrderBy(weakness => weakness.Key)
                .Select(Unanswered),
        ],
        ZeroItemsWithoutMeasure =
        [
            .. agencies.SelectMany(plan => plan.ZeroItemsWithoutMeasure(year) ?? [])
                .GroupBy(item => item.Code)
                .OrderBy(item => item.First().Indicator ?? int.MaxValue)
                .ThenBy(item => item.Key.Length)
                .ThenBy(item => item.Key, StringComparer.Ordinal)
                .Select(Unanswered),
        ],
        MeasuresWithoutWeakness = agencies.Sum(plan => plan.MeasuresWithoutWeakness(year).Count()),
    };

    private static MeasureStatusCounts CountByStatus(IReadOnlyList<PlannedMeasure> measures)
    {
        int Of(MeasureStatus status) => measures.Count(measure => measure.Status == status);

        return new MeasureStatusCounts
        {
            Planned = Of(MeasureStatus.Planned),
            InProgress = Of(MeasureStatus.InProgress),
            Completed = Of(MeasureStatus.Completed),
            Unable = Of(MeasureStatus.Unable),
            NotStated = Of(MeasureStatus.NotStated),
        };
    }

    /// <summary>Named as in the newest base year: the same number may be another indicator in another year.</summary>
    private async ValueTask<IReadOnlyList<IndicatorMeasureCount>> CountByIndicatorAsync(
        IReadOnlyList<PlannedMeasure> measures, CancellationToken ct)
    {
        Dictionary<int, YearFramework?> rules = [];
        foreach (var year in measures.Select(measure => measure.BasedOnFiscalYear).Distinct())
            rules[year] = await frameworks.FindAsync(year, ct);

        var newest = rules.OrderBy(year => year.Key).LastOrDefault(year => year.Value is not null).Value;
        var names = newest?.Document.Indicators.ToDictionary(indicator => indicator.Number) ?? [];
        return
        [
            .. from measure in measures
               from number in measure.IndicatorsOf(rules[measure.BasedOnFiscalYear])
               group number by number into named
               orderby named.Key
               let indicator = names.GetValueOrDefault(named.Key)
               select new IndicatorMeasureCount
               {
                   Number = named.Key,
                   NameTh = indicator?.NameTh,
                   NameEn = indicator?.NameEn,
                   Measures = named.Count(),
               },
        ];
    }

    private static MeasureMention Mention(PlannedMeasure measure) =>
        new() { Id = measure.Id, Titles = measure.Titles, Indicators = measure.Indicators, Items = measure.Items };

    private static UnansweredWeakness Unanswered(IGrouping<int, WeaknessResult> weakness) =>
        new() { Number = weakness.Key, NameTh = weakness.First().NameTh, NameEn = weakness.First().NameEn, Agencies = weakness.Count() };

    private static UnansweredZeroItem Unanswered(IGrouping<string, ZeroItem> item) =>
        new()
        {
            Code = item.Key,
            TitleTh = item.FirstOrDefault(one => one.TitleTh is not null)?.TitleTh,
            Indicator = item.First().Indicator,
            Agencies = item.Count(),
        };
}
