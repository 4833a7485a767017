using ItaApi.Assessments.Results;
using ItaApi.Frameworks;
using ItaApi.Scoring;

namespace ItaApi.Measures.Recommendations;

/// <summary>
/// Finds recommendations for each weakness and zero item of an assessment: practices from documents, measures of agencies whose score rose
/// (in the province, else in the country), and when there are neither, what the rules of the year require. Nothing is invented.
/// </summary>
internal sealed class RecommendationFinder(RecommendationRepository measures)
{
    public async Task<RecommendationList> ForAsync(Evaluation evaluation, ResultAgency agency, CancellationToken ct)
    {
        var result = evaluation.ToResult(agency);
        IReadOnlyList<Subject> subjects =
        [
            .. (result.Weaknesses ?? []).Select(weakness => Subject.Of(weakness, evaluation, result.StrengthThreshold!.Value)),
            .. (result.ZeroItems ?? []).Select(item => Subject.Of(item, evaluation)),
        ];
        var rises = await ListRisesAsync(subjects, agency, result.FiscalYear, ct);

        return new RecommendationList
        {
            AgencyCode = agency.Code,
            FiscalYear = result.FiscalYear,
            StrengthThreshold = result.StrengthThreshold,
            Items =
            [
                .. subjects
                    .Select((subject, position) => (Subject: subject, Rises: rises.Where(rise => rise.Need == position)))
                    .OrderByDescending(each => each.Subject.Worth ?? -1)
                    .SelectMany(each => each.Subject.Recommend(each.Rises, evaluation.Framework)),
            ],
        };
    }

    /// <summary>The rises of the province; those of the country for needs without one in the province.</summary>
    private async Task<IReadOnlyList<RisenMeasureRow>> ListRisesAsync(
        IReadOnlyList<Subject> subjects, ResultAgency agency, int fiscalYear, CancellationToken ct)
    {
        if (subjects.Count == 0)
            return [];

        var needs = subjects.Select(subject => subject.Need).ToList();
        var near = await measures.ListOfProvinceAsync(agency.ProvinceCode, agency.Code, fiscalYear, needs, ct);
        var open = Enumerable.Range(0, needs.Count).Except(near.Select(rise => rise.Need)).ToList();
        if (open.Count == 0)
            return near;

        var far = await measures.ListOfNationAsync(agency.Code, fiscalYear, [.. open.Select(position => needs[position])], ct);
        return [.. near, .. far.Select(rise => rise with { Need = open[rise.Need] })];
    }

    /// <summary>A weakness or zero item, its worth, and the recommendations of its kind.</summary>
    private sealed record Subject(Need Need, string? ItemTh, decimal? Worth, RecommendationWords Words)
    {
        public static Subject Of(WeaknessResult weakness, Evaluation evaluation, decimal threshold) => new(
            new Need(weakness.Number, Item: null),
            ItemTh: null,
            evaluation.WorthOf(new AssumedScore.OfIndicator(weakness.Number, Score.From(threshold))),
            RecommendationWords.Of(weakness, threshold));

        public static Subject Of(ZeroItem item, Evaluation evaluation) => new(
            new Need(item.Indicator, item.Code),
            item.TitleTh ?? $"ข้อ {item.Code}",
            evaluation.WorthOf(new AssumedScore.OfItem(item.Code, Score.Full)),
            RecommendationWords.Of(item));

        public IEnumerable<Recommendation> Recommend(IEnumerable<RisenMeasureRow> rises, YearFramework framework)
        {
            var indicator = Need.Indicator is { } number ? framework.Document.Indicators[number - 1] : null;
            IReadOnlyList<Recommendation> practices =
            [
                .. (ItemTh is null ? PracticeCatalogue.For(indicator!) : PracticeCatalogue.ForItem(ItemTh)).Select(FromDocument),
                .. rises.Select(FromMeasure),
            ];
            return practices.Count > 0 ? practices : [FromRules(framework.Document, indicator)];
        }

        private Recommendation FromDocument(Practice practice)
        {
            var document = PracticeCatalogue.DocumentOf(practice);
            return Write(practice.TitleTh, practice.TitleEn, Words.ChosenIn(document), new RecommendationSource
            {
                Kind = RecommendationSourceKind.Catalogue,
                FiscalYear = document.FiscalYear,
                TitleTh = document.TitleTh,
                AgencyNameTh = document.AgencyNameTh,
            });
        }

        private Recommendation FromMeasure(RisenMeasureRow measure) =>
            Write(string.Join("; ", measure.Titles), titleEn: null, Words.DoneBy(measure, Need.Indicator), new RecommendationSource
            {
                Kind = RecommendationSourceKind.Agency,
                FiscalYear = measure.ImplementFiscalYear,
                AgencyNameTh = measure.AgencyNameTh,
                AgencyCode = measure.AgencyCode,
                MeasureId = measure.MeasureId,
            });

        private Recommendation FromRules(FrameworkDocument rules, FrameworkIndicator? indicator)
        {
            var source = new RecommendationSource
            {
                Kind = RecommendationSourceKind.Framework,
                FiscalYear = rules.FiscalYear,
                TitleTh = rules.TitleTh,
            };
            return ItemTh is null
                ? Write(indicator!.NameTh, indicator.NameEn, Words.MeasuredByTheIndicator(), source)
                : Write(ItemTh, titleEn: null, Words.AskedByTheItem(), source);
        }

        private Recommendation Write(string titleTh, string? titleEn, RecommendationWords reason, RecommendationSource source) => new()
        {
            Indicator = Need.Indicator,
            Items = Need.Item is { } item ? [item] : [],
            TitleTh = titleTh,
            TitleEn = titleEn,
            Reason = reason.En,
            ReasonTh = reason.Th,
            Source = source,
            Worth = Worth,
        };
    }
}
