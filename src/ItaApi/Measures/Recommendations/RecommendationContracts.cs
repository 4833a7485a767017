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
    /// In the order of their worth, highest first; every weakness and every zero item has at least one. For the same one, practices from
    /// documents come first, then measures of agencies. Empty when there is nothing to improve, or only reported figures are known.
    /// </summary>
    public required IReadOnlyList<Recommendation> Items { get; init; }
}

/// <summary>One recommendation and its reason.</summary>
internal sealed record Recommendation
{
    /// <summary>
    /// The number of the weak indicator, or of the indicator of the zero item; omitted when the rules of the year do not say which it is.
    /// </summary>
    public int? Indicator { get; init; }

    /// <summary>The code of the zero item; empty when the recommendation is for the whole indicator.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>The recommendation in the words of its source.</summary>
    public required string TitleTh { get; init; }

    /// <summary>An English translation, if there is one.</summary>
    public string? TitleEn { get; init; }

    /// <summary>What the recommendation is for, and where it was used.</summary>
    public required string Reason { get; init; }

    public required string ReasonTh { get; init; }
    public required RecommendationSource Source { get; init; }

    /// <summary>
    /// The points of the total gained by raising the indicator to the threshold, or the item to 100. The worth of an item and of its
    /// indicator overlap. Omitted when the item's share of its indicator is not established; such recommendations come last.
    /// </summary>
    public decimal? Worth { get; init; }
}

/// <summary>The kind of source of a recommendation.</summary>
internal enum RecommendationSourceKind
{
    /// <summary>A published document of an agency.</summary>
    Catalogue,

    /// <summary>A measure of an agency whose score rose.</summary>
    Agency,

    /// <summary>The rules of the year, when no practice is known.</summary>
    Framework,
}

/// <summary>The source of a recommendation.</summary>
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
}
