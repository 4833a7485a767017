using ItaApi.Assessments.Results;

namespace ItaApi.Measures.Recommendations;

/// <summary>Writes the recommendations for one indicator.</summary>
/// <param name="subject">The indicator.</param>
/// <param name="evaluation">The assessment.</param>
/// <param name="agency">Its agency, whose own documents are not recommended to it.</param>
internal sealed class GroupWriter(WeakIndicator subject, Evaluation evaluation, ResultAgency agency)
{
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
        foreach (var item in subject.ZeroItems)
            yield return Finding(FindingKind.ZeroItem, [item.Code], RecommendationSentences.OfZeroItem(item), item.Comment);
        if (subject.ProvenZero is { Count: > 0 } proven)
        {
            yield return Finding(
                FindingKind.ProvenZeroItems, [.. proven.Select(item => item.Code)], RecommendationSentences.OfProven(subject, proven));
        }

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
            .. OfDocument(), .. OfItems(), .. subject.Needs.SelectMany(need => rises[need].Select(OfMeasure)).DistinctBy(SourceMeasure),
            .. OfCatalogue(),
        ];
        return actions.Count > 0 ? actions : [OfIndicator()];
    }

    /// <summary>What the notes and the assessor's comments ask for.</summary>
    private IEnumerable<RecommendedAction> OfDocument()
    {
        var source = new RecommendationSource
        {
            Kind = RecommendationSourceKind.Document,
            FiscalYear = evaluation.Framework.Rules.FiscalYear,
            TitleTh = evaluation.Content.Source?.Title,
            AgencyNameTh = agency.NameTh,
        };
        var asked = subject.Notes.SelectMany(
            note => RecommendationSentences.AskedBy(note).Select(text => Action(note.Items ?? [], text, source)));
        var commented = subject.ZeroItems.Where(item => item.Comment is not null)
            .Select(item => Action([item.Code], RecommendationSentences.AskedBy(item), source));
        return asked.Concat(commented);
    }

    /// <summary>What the zero items need to be counted.</summary>
    private IEnumerable<RecommendedAction> OfItems() => subject.NamedItems
        .Select(item => Action([item.Code], Publications.Of(item.Code, item.TitleTh), OfRules()));

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

    /// <summary>Practices of the catalogue, except those after the agency's own documents.</summary>
    private IEnumerable<RecommendedAction> OfCatalogue()
    {
        var practices = PracticeCatalogue.For(subject.Indicator).Select(practice => (Items: Array.Empty<string>(), Practice: practice));
        var ofItems = from item in subject.NamedItems
                      from practice in PracticeCatalogue.ForItem(item.TitleTh)
                      select (Items: new[] { item.Code }, Practice: practice);
        return from each in ofItems.Concat(practices)
               let document = PracticeCatalogue.DocumentOf(each.Practice)
               where document.AgencyNameTh != agency.NameTh
               select Action(each.Items, new Sentence(each.Practice.TextTh, each.Practice.TextEn), new RecommendationSource
               {
                   Kind = RecommendationSourceKind.Catalogue,
                   FiscalYear = document.FiscalYear,
                   TitleTh = document.TitleTh,
                   AgencyNameTh = document.AgencyNameTh,
               });
    }

    /// <summary>For an indicator that no source says anything about.</summary>
    private RecommendedAction OfIndicator() => Action([], RecommendationSentences.OfIndicator(subject.Indicator), OfRules());

    private RecommendationSource OfRules() => new()
    {
        Kind = RecommendationSourceKind.Framework,
        FiscalYear = evaluation.Framework.Rules.FiscalYear,
        TitleTh = evaluation.Framework.Document.TitleTh,
    };

    private static object? SourceMeasure(RecommendedAction action) => action.Source.MeasureId;

    private static RecommendationFinding Finding(
        FindingKind kind, IReadOnlyList<string> items, Sentence text, string? quote = null) => new()
    {
        Kind = kind,
        Items = items,
        QuoteTh = quote,
        TextTh = text.Th,
        TextEn = text.En,
    };

    private static RecommendedAction Action(IReadOnlyList<string> items, Sentence text, RecommendationSource source) => new()
    {
        Items = items,
        TextTh = text.Th,
        TextEn = text.En,
        Source = source,
    };
}
