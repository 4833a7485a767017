using ItaApi.Assessments.Results;

namespace ItaApi.Measures.Recommendations;

/// <summary>An item with score zero.</summary>
/// <param name="TitleTh">Null when neither the rules nor the document have it.</param>
internal sealed record NamedItem(string Code, string? TitleTh)
{
    public string Th => TitleTh is null ? $"ข้อ {Code}" : $"ข้อ {Code} {TitleTh}";
    public string En => TitleTh is null ? $"item {Code}" : $"item {Code} ({TitleTh})";

    public static NamedItem Of(ZeroItem item) => new(item.Code, item.TitleTh);
}

/// <summary>What the result says about items with score zero, and what can be done about them.</summary>
/// <param name="evaluation">The assessment.</param>
/// <param name="agency">Its agency, whose own documents are not recommended to it.</param>
/// <param name="zero">The items whose score is known to be zero.</param>
/// <param name="named">The items with score zero, known or proven.</param>
internal sealed class ItemAdvice(
    Evaluation evaluation, ResultAgency agency, IReadOnlyList<ZeroItem> zero, IReadOnlyList<NamedItem> named)
{
    /// <summary>The document of the assessment as a source.</summary>
    public RecommendationSource Document => new()
    {
        Kind = RecommendationSourceKind.Document,
        FiscalYear = evaluation.Framework.Rules.FiscalYear,
        TitleTh = evaluation.Content.Source?.Title,
        AgencyNameTh = agency.NameTh,
    };

    /// <summary>The rules of the year as a source.</summary>
    public RecommendationSource Rules => new()
    {
        Kind = RecommendationSourceKind.Framework,
        FiscalYear = evaluation.Framework.Rules.FiscalYear,
        TitleTh = evaluation.Framework.Document.TitleTh,
    };

    /// <summary>
    /// The group of the items whose indicator the rules of the year do not name; null when there is none. Their worth is unknown.
    /// </summary>
    public static RecommendationGroup? GroupWithoutIndicator(Evaluation evaluation, Result result, ResultAgency agency)
    {
        List<ZeroItem> items = [.. (result.ZeroItems ?? []).Where(item => item.Indicator is null)];
        if (items.Count == 0)
            return null;

        var advice = new ItemAdvice(evaluation, agency, items, [.. items.Select(NamedItem.Of)]);
        var text = RecommendationSentences.OfItemsWithoutIndicator(items);
        return new RecommendationGroup
        {
            TextTh = text.Th,
            TextEn = text.En,
            Findings = [.. advice.Findings()],
            Actions = [.. advice.Asked(), .. advice.Needed(), .. advice.Practices()],
        };
    }

    public IEnumerable<RecommendationFinding> Findings() => zero.Select(
        item => GroupWriter.Finding(FindingKind.ZeroItem, [item.Code], RecommendationSentences.OfZeroItem(item), item.Comment));

    /// <summary>What the assessor's comments ask for.</summary>
    public IEnumerable<RecommendedAction> Asked() => zero.Where(item => item.Comment is not null)
        .Select(item => GroupWriter.Action([item.Code], RecommendationSentences.AskedBy(item), Document));

    /// <summary>What the items need to be counted.</summary>
    public IEnumerable<RecommendedAction> Needed() => named.Select(item => GroupWriter.Action([item.Code], Publications.Of(item), Rules));

    /// <summary>Practices of the catalogue, except those of the agency's own documents.</summary>
    public IEnumerable<RecommendedAction> Practices() =>
        from item in named
        where item.TitleTh is not null
        from practice in PracticeCatalogue.ForItem(item.TitleTh!)
        where PracticeCatalogue.DocumentOf(practice).AgencyNameTh != agency.NameTh
        select GroupWriter.Action([item.Code], practice);
}
