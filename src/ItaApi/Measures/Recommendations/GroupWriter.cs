using ItaApi.Assessments.Results;

namespace ItaApi.Measures.Recommendations;

/// <summary>Writes the recommendations for one indicator.</summary>
/// <param name="subject">The indicator.</param>
/// <param name="evaluation">The assessment.</param>
/// <param name="agency">Its agency, whose own documents are not recommended to it.</param>
internal sealed class GroupWriter(WeakIndicator subject, Evaluation evaluation, ResultAgency agency)
{
    private readonly ItemAdvice items = new(evaluation, agency, subject.ZeroItems, subject.NamedItems);

    /// <param name="worth">The worth of the indicator.</param>
    /// <param name="rises">The measures of other agencies, by what they are for.</param>
    public RecommendationGroup Write(decimal? worth, ILookup<Need, RisenMeasureRow> rises)
    {
        var text = RecommendationSentences.OfGroup(subject, worth);
        return new RecommendationGroup
        {
            Indicator = subject.Number,
            NameTh = subject.Indicator.NameTh,
            NameEn = subject.Indicator.NameEn,
            Instrument = subject.Indicator.Instrument,
            Score = subject.Score,
            Gap = subject.Gap,
            Worth = worth,
            TextTh = text.Th,
            TextEn = text.En,
            Findings = [.. Findings()],
            Actions = [.. Actions(rises)],
        };
    }

    private IEnumerable<RecommendationFinding> Findings()
    {
        foreach (var finding in items.Findings())
            yield return finding;
        if (subject.ProvenZero is { Count: > 0 } proven)
            yield return Finding(FindingKind.ProvenZeroItems, proven, RecommendationSentences.OfProven(subject, proven));

        foreach (var question in subject.Questions)
        {
            yield return Finding(FindingKind.WeakQuestion, [], RecommendationSentences.OfQuestion(question)) with
            {
                Question = question.Code,
                Score = question.Score,
            };
        }

        foreach (var note in subject.Notes)
            yield return Finding(FindingKind.Note, note.Items ?? [], RecommendationSentences.OfNote(note), note.TextTh);
    }

    private IEnumerable<RecommendedAction> Actions(ILookup<Need, RisenMeasureRow> rises)
    {
        IReadOnlyList<RecommendedAction> actions =
        [
            .. OfNotes(), .. items.Asked(), .. items.Needed(),
            .. subject.Needs.SelectMany(need => rises[need].Select(OfMeasure)).DistinctBy(SourceMeasure), .. OfCatalogue(),
        ];
        return actions.Count > 0 ? actions : [OfIndicator()];
    }

    /// <summary>What the notes ask for.</summary>
    private IEnumerable<RecommendedAction> OfNotes() => subject.Notes.SelectMany(
        note => RecommendationSentences.AskedBy(note).Select(text => Action(note.Items ?? [], text, items.Document)));

    private RecommendedAction OfMeasure(RisenMeasureRow measure)
    {
        var source = new RecommendationSource
        {
            Kind = RecommendationSourceKind.Agency,
            FiscalYear = measure.ImplementFiscalYear,
            AgencyNameTh = measure.AgencyNameTh,
            AgencyCode = measure.AgencyCode,
            MeasureId = measure.MeasureId,
            ScoreBefore = measure.ScoreBefore,
            ScoreAfter = measure.ScoreAfter,
        };
        return Action(measure.Item is { } item ? [item] : [], RecommendationSentences.OfMeasure(measure, subject.Number), source) with
        {
            StepsTh = measure.Steps.Count > 0 ? measure.Steps : null,
        };
    }

    /// <summary>Practices of the catalogue, except those of the agency's own documents.</summary>
    private IEnumerable<RecommendedAction> OfCatalogue() => items.Practices().Concat(
        from practice in PracticeCatalogue.For(subject.Indicator)
        where PracticeCatalogue.DocumentOf(practice).AgencyNameTh != agency.NameTh
        select Action([], practice));

    /// <summary>For an indicator that no source says anything about.</summary>
    private RecommendedAction OfIndicator() => Action([], RecommendationSentences.OfIndicator(subject.Indicator), items.Rules);

    private static object? SourceMeasure(RecommendedAction action) => action.Source.MeasureId;

    internal static RecommendationFinding Finding(
        FindingKind kind, IReadOnlyList<string> items, Sentence text, string? quote = null) => new()
    {
        Kind = kind,
        Items = items,
        QuoteTh = quote,
        TextTh = text.Th,
        TextEn = text.En,
    };

    internal static RecommendedAction Action(IReadOnlyList<string> items, Practice practice)
    {
        var document = PracticeCatalogue.DocumentOf(practice);
        return Action(items, new Sentence(practice.TextTh, practice.TextEn), new RecommendationSource
        {
            Kind = RecommendationSourceKind.Catalogue,
            FiscalYear = document.FiscalYear,
            TitleTh = document.TitleTh,
            AgencyNameTh = document.AgencyNameTh,
        });
    }

    internal static RecommendedAction Action(IReadOnlyList<string> items, Sentence text, RecommendationSource source) => new()
    {
        Items = items,
        TextTh = text.Th,
        TextEn = text.En,
        Source = source,
    };
}
