using ItaApi.Scoring;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Measures.Recommendations;

/// <summary>The threshold of a weakness.</summary>
internal sealed class RecommendationQuery
{
    /// <summary>
    /// The score below which an indicator is a weakness; default: the threshold of the assessment, then that of the framework.
    /// </summary>
    [FromQuery(Name = "threshold"), Score] public decimal? Threshold { get; init; }
}

/// <summary>Recommendations for the weaknesses and zero items of an assessment.</summary>
internal sealed record RecommendationList
{
    public required string AgencyCode { get; init; }

    /// <summary>The fiscal year assessed (B.E.).</summary>
    public required int FiscalYear { get; init; }

    /// <summary>
    /// The threshold of the request, else of the assessment, else of the framework. Omitted when only reported figures are known.
    /// </summary>
    public decimal? StrengthThreshold { get; init; }

    /// <summary>
    /// One group for each indicator that is weak, has an item with score zero, or has a note that asks for an improvement. Highest worth
    /// first, then by number. The last group has the items with score zero whose indicator the rules of the year do not name. Empty when
    /// only reported figures are known.
    /// </summary>
    public required IReadOnlyList<RecommendationGroup> Groups { get; init; }
}

/// <summary>What the result says about an indicator, and what can be done.</summary>
internal sealed record RecommendationGroup
{
    /// <summary>
    /// The number of the indicator. Omitted, as are its name, instrument, score and gap, in the group of items without a known indicator.
    /// </summary>
    public int? Indicator { get; init; }

    public string? NameTh { get; init; }
    public string? NameEn { get; init; }

    /// <summary>The code of its instrument.</summary>
    public string? Instrument { get; init; }

    public decimal? Score { get; init; }

    /// <summary>The points below the threshold; 0 when the indicator is not weak.</summary>
    public decimal? Gap { get; init; }

    /// <summary>
    /// The points of the total gained by raising the indicator to the threshold, or by publishing its items with score zero, whichever is
    /// more. Omitted when it is unknown; such groups come last.
    /// </summary>
    public decimal? Worth { get; init; }

    public required string TextTh { get; init; }
    public required string TextEn { get; init; }

    /// <summary>What the agency's own result says: items, then questions, then notes.</summary>
    public required IReadOnlyList<RecommendationFinding> Findings { get; init; }

    /// <summary>
    /// In this order: what the document's own notes and comments ask for; what an item needs to be counted; what agencies did whose score
    /// rose; the catalogue of practices.
    /// </summary>
    public required IReadOnlyList<RecommendedAction> Actions { get; init; }
}

/// <summary>The kind of a finding.</summary>
internal enum FindingKind
{
    /// <summary>An item with score zero.</summary>
    ZeroItem,

    /// <summary>Items whose scores are not known, and that the score of the indicator proves to be zero.</summary>
    ProvenZeroItems,

    /// <summary>A question below the threshold.</summary>
    WeakQuestion,

    /// <summary>A note of the document.</summary>
    Note,
}

/// <summary>Something that the agency's own result says.</summary>
internal sealed record RecommendationFinding
{
    public required FindingKind Kind { get; init; }

    /// <summary>The codes of the items it is about; empty for a question.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>The code of the question.</summary>
    public string? Question { get; init; }

    /// <summary>The score of the question.</summary>
    public decimal? Score { get; init; }

    /// <summary>The assessor's comment, or the note, as the document has it.</summary>
    public string? QuoteTh { get; init; }

    public required string TextTh { get; init; }
    public required string TextEn { get; init; }
}

/// <summary>Something that can be done, and its source.</summary>
internal sealed record RecommendedAction
{
    /// <summary>The codes of the items it is for; empty when it is for the whole indicator.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    public required string TextTh { get; init; }
    public required string TextEn { get; init; }

    /// <summary>How another agency did it.</summary>
    public IReadOnlyList<string>? StepsTh { get; init; }

    public required RecommendationSource Source { get; init; }
}

/// <summary>The kind of source of an action.</summary>
internal enum RecommendationSourceKind
{
    /// <summary>The document of the assessment itself.</summary>
    Document,

    /// <summary>The rules of the year: what an item needs to be counted, or what an indicator assesses.</summary>
    Framework,

    /// <summary>A measure of an agency whose score rose while it was carried out. That does not show that it was the cause.</summary>
    Agency,

    /// <summary>A practice after a published document of an agency.</summary>
    Catalogue,
}

/// <summary>The source of an action.</summary>
internal sealed record RecommendationSource
{
    public required RecommendationSourceKind Kind { get; init; }

    /// <summary>The fiscal year (B.E.) of the document or of the rules, or the year in which the measure was carried out.</summary>
    public required int FiscalYear { get; init; }

    /// <summary>The title of the document or of the rules.</summary>
    public string? TitleTh { get; init; }

    public string? AgencyNameTh { get; init; }

    /// <summary>The agency of a stored measure.</summary>
    public string? AgencyCode { get; init; }

    public Guid? MeasureId { get; init; }

    /// <summary>The score of the other agency in the year its measure is based on.</summary>
    public decimal? ScoreBefore { get; init; }

    /// <summary>The score of the other agency in the year in which it carried out its measure.</summary>
    public decimal? ScoreAfter { get; init; }
}
