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

        var plan = await AgencyPlan.ReadAsync(row, frameworks, ct);
        var baseYear = implementFiscalYear - 1;
        return new MeasureSummary
        {
            AgencyCode = agencyCode,
            ImplementFiscalYear = implementFiscalYear,
            BasedOnFiscalYear = baseYear,
            Measures = plan.Measures.Count,
            ByStatus = CountByStatus(plan.Measures),
            ByIndicator = await CountByIndicatorAsync(plan.Measures, baseYear, ct),
            WeaknessesWithoutMeasure = plan.WeaknessesWithoutMeasure(baseYear),
            ZeroItemsWithoutMeasure = plan.ZeroItemsWithoutMeasure(baseYear),
            MeasuresWithoutWeakness = [.. plan.MeasuresWithoutWeakness().Select(Mention)],
            MeasuresWithoutProgress = [.. plan.MeasuresWithoutProgress().Select(Mention)],
        };
    }

    public async Task<ProvinceMeasureSummary> SummarizeAsync(string provinceCode, int implementFiscalYear, CancellationToken ct)
    {
        var baseYear = implementFiscalYear - 1;
        List<AgencyPlan> agencies = [];
        foreach (var row in await plans.ListAsync(provinceCode, implementFiscalYear, ct))
        {
            var plan = await AgencyPlan.ReadAsync(row, frameworks, ct);
            if (plan.ExistsThen || plan.Measures.Count > 0)
                agencies.Add(plan);
        }

        var measures = agencies.SelectMany(plan => plan.Measures).ToList();
        return new ProvinceMeasureSummary
        {
            ProvinceCode = provinceCode,
            ImplementFiscalYear = implementFiscalYear,
            BasedOnFiscalYear = baseYear,
            Coverage = new MeasureCoverage
            {
                Agencies = agencies.Count,
                WithMeasures = agencies.Count(plan => plan.Measures.Count > 0),
                WithScores = agencies.Count(plan => plan.HasScoresOf(baseYear)),
            },
            Measures = measures.Count,
            ByStatus = CountByStatus(measures),
            ByIndicator = await CountByIndicatorAsync(measures, baseYear, ct),
            WeaknessesWithoutMeasure =
            [
                .. agencies.SelectMany(plan => plan.WeaknessesWithoutMeasure(baseYear) ?? [])
                    .GroupBy(weakness => weakness.Number)
                    .OrderBy(weakness => weakness.Key)
                    .Select(Unanswered),
            ],
            ZeroItemsWithoutMeasure =
            [
                .. agencies.SelectMany(plan => plan.ZeroItemsWithoutMeasure(baseYear) ?? [])
                    .GroupBy(item => item.Code)
                    .OrderBy(item => item.First().Indicator ?? int.MaxValue)
                    .ThenBy(item => item.Key.Length)
                    .ThenBy(item => item.Key, StringComparer.Ordinal)
                    .Select(Unanswered),
            ],
            AgenciesWithoutMeasure =
            [
                .. from plan in agencies
                   where plan.Measures.Count == 0
                   select new AgencyMention { AgencyCode = plan.AgencyCode, NameTh = plan.NameTh },
            ],
            MeasuresWithoutWeakness = agencies.Sum(plan => plan.MeasuresWithoutWeakness().Count()),
            MeasuresWithoutProgress = agencies.Sum(plan => plan.MeasuresWithoutProgress().Count()),
        };
    }

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

    private async ValueTask<IReadOnlyList<IndicatorMeasureCount>> CountByIndicatorAsync(
        IReadOnlyList<PlannedMeasure> measures, int baseYear, CancellationToken ct)
    {
        var names = (await frameworks.FindAsync(baseYear, ct))?.Document.Indicators.ToDictionary(indicator => indicator.Number) ?? [];
        return
        [
            .. from number in measures.SelectMany(measure => measure.Indicators.Distinct())
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
