using ItaApi.Scoring;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Measures.Recommendations;

/// <summary>What counts as a weakness.</summary>
public sealed class RecommendationQuery
{
    /// <summary>The score below which an indicator is a weakness; the assessment's own, else the framework's, where left out.</summary>
    [FromQuery(Name = "threshold"), Score] public decimal? Threshold { get; init; }
}

/// <summary>What to do about the weaknesses and zero items of an assessment.</summary>
public sealed record RecommendationList
{
    public required string AgencyCode { get; init; }

    /// <summary>The fiscal year assessed (B.E.).</summary>
    public required int FiscalYear { get; init; }

    /// <summary>The request's, else the assessment's, else the framework's; left out where reported figures alone are known.</summary>
    public decimal? StrengthThreshold { get; init; }

    /// <summary>
    /// The most worth first, every weakness and every zero item at least once; of one, practices from documents first, then what agencies did.
    /// Empty where there is nothing to work on, or reported figures alone are known.
    /// </summary>
    public required IReadOnlyList<Recommendation> Items { get; init; }
}

/// <summary>One thing to do, and why.</summary>
public sealed record Recommendation
{
    /// <summary>The number of the weak indicator, or of the zero item's indicator.</summary>
    public required int Indicator { get; init; }

    /// <summary>The code of the zero item; empty where it is for the indicator as a whole.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>What to do, in the words of its source.</summary>
    public required string TitleTh { get; init; }

    /// <summary>What that says, where somebody put it into English.</summary>
    public string? TitleEn { get; init; }

    /// <summary>What it is for and who did it.</summary>
    public required string Reason { get; init; }

    public required string ReasonTh { get; init; }
    public required RecommendationSource Source { get; init; }

    /// <summary>
    /// Points of the total gained by bringing the indicator to the threshold, or the item to 100; those of an item and of its indicator overlap.
    /// Left out where the item's share of its indicator is not established; such entries stand last.
    /// </summary>
    public decimal? Worth { get; init; }
}

/// <summary>Where a recommendation comes from.</summary>
public enum RecommendationSourceKind
{
    /// <summary>An agency's published document.</summary>
    Catalogue,

    /// <summary>A measure of an agency whose score rose.</summary>
    Agency,

    /// <summary>The year's rules themselves: no practice is known.</summary>
    Framework,
}

/// <summary>Who did it, and when.</summary>
public sealed record RecommendationSource
{
    public required RecommendationSourceKind Kind { get; init; }

    /// <summary>The fiscal year (B.E.) of the document, the year the measure was carried out in, or that of the rules.</summary>
    public required int FiscalYear { get; init; }

    /// <summary>The title of the document or of the rules.</summary>
    public string? TitleTh { get; init; }

    public string? AgencyNameTh { get; init; }

    /// <summary>Of a measure that is kept here.</summary>
    public string? AgencyCode { get; init; }

    public Guid? MeasureId { get; init; }
}
