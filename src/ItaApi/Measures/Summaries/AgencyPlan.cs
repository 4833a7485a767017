using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Frameworks;

namespace ItaApi.Measures.Summaries;

/// <summary>The measures of an agency in a year, compared with the weaknesses and zero items of the years they are based on.</summary>
internal sealed class AgencyPlan
{
    private readonly Dictionary<int, Needs> needsByYear;

    private AgencyPlan(AgencyPlanRow row, int implementFiscalYear, Dictionary<int, Needs> needsByYear)
    {
        this.needsByYear = needsByYear;
        (AgencyCode, NameTh, ExistsThen, Measures) = (row.AgencyCode, row.NameTh, row.ExistsThen, row.ReadMeasures());
        BaseYears = Measures.Count == 0
            ? [implementFiscalYear - 1]
            : [.. Measures.Select(measure => measure.BasedOnFiscalYear).Distinct().Order()];
    }

    public string AgencyCode { get; }
    public string NameTh { get; }

    /// <summary>Whether the agency exists in the year of the measures.</summary>
    public bool ExistsThen { get; }

    public IReadOnlyList<PlannedMeasure> Measures { get; }

    /// <summary>The years that the measures are based on, earliest first; without measures, the year before.</summary>
    public IReadOnlyList<int> BaseYears { get; }

    public static async ValueTask<AgencyPlan> ReadAsync(
        AgencyPlanRow row, int implementFiscalYear, FrameworkCatalogue frameworks, CancellationToken ct)
    {
        Dictionary<int, Needs> needs = [];
        foreach (var year in row.ReadAssessments())
            needs[year.FiscalYear] = new Needs(await frameworks.GetAsync(year.FiscalYear, year.FrameworkRevision, ct), year);
        return new AgencyPlan(row, implementFiscalYear, needs);
    }

    public bool HasScoresOf(int fiscalYear) => needsByYear.ContainsKey(fiscalYear);

    public IEnumerable<PlannedMeasure> MeasuresBasedOn(int fiscalYear) =>
        Measures.Where(measure => measure.BasedOnFiscalYear == fiscalYear);

    /// <summary>The weaknesses of a year that no measure based on it names; null when the scores of the year are not known.</summary>
    public IReadOnlyList<WeaknessResult>? WeaknessesWithoutMeasure(int fiscalYear) => needsByYear.TryGetValue(fiscalYear, out var needs)
        ? [.. needs.Weaknesses.Where(weakness => !MeasuresBasedOn(fiscalYear).Any(measure => needs.IsNamed(weakness, measure)))]
        : null;

    /// <summary>The zero items of a year that no measure based on it names; null when the scores of the year are not known.</summary>
    public IReadOnlyList<ZeroItem>? ZeroItemsWithoutMeasure(int fiscalYear) => needsByYear.TryGetValue(fiscalYear, out var needs)
        ? [.. needs.ZeroItems.Where(item => !MeasuresBasedOn(fiscalYear).Any(measure => Needs.IsNamed(item, measure)))]
        : null;

    /// <summary>The measures based on a year that name no weakness of it; none when the scores of the year are not known.</summary>
    public IEnumerable<PlannedMeasure> MeasuresWithoutWeakness(int fiscalYear) => needsByYear.TryGetValue(fiscalYear, out var needs)
        ? MeasuresBasedOn(fiscalYear).Where(measure =>
            !needs.Weaknesses.Any(weakness => needs.IsNamed(weakness, measure))
            && !needs.ZeroItems.Any(item => Needs.IsNamed(item, measure)))
        : [];

    public IEnumerable<PlannedMeasure> MeasuresWithoutProgress() => Measures.Where(measure => !measure.HasProgress);

    /// <summary>The weaknesses and zero items of an assessment, by its own threshold.</summary>
    private sealed class Needs
    {
        private readonly YearFramework framework;

        public Needs(YearFramework framework, ScoredYear year)
        {
            this.framework = framework;
            var content = new AssessmentBody { Items = year.Items, StrengthThreshold = year.StrengthThreshold };
            var result = Evaluation.OfStoredScores(framework, content, year.Scores, threshold: null).ToResult(agency: null);
            (Weaknesses, ZeroItems) = (result.Weaknesses!, result.ZeroItems!);
        }

        public IReadOnlyList<WeaknessResult> Weaknesses { get; }
        public IReadOnlyList<ZeroItem> ZeroItems { get; }

        /// <summary>Whether a measure names the indicator or one of its items.</summary>
        public bool IsNamed(WeaknessResult weakness, PlannedMeasure measure) =>
            measure.IndicatorsOf(framework).Contains(weakness.Number);

        /// <summary>Whether a measure names the item. Naming only its indicator does not count.</summary>
        public static bool IsNamed(ZeroItem item, PlannedMeasure measure) => measure.Items.Contains(item.Code);
    }
}
