using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Faults;

namespace ItaApi.Assessments;

/// <summary>A stored assessment with its result.</summary>
internal sealed record Assessment
{
    public required string AgencyCode { get; init; }

    /// <summary>The fiscal year assessed (B.E.).</summary>
    public required int FiscalYear { get; init; }

    public IReadOnlyList<IndicatorEntry>? Indicators { get; init; }
    public IReadOnlyList<QuestionEntry>? Questions { get; init; }
    public IReadOnlyList<ItemEntry>? Items { get; init; }
    public ReportedFigures? Reported { get; init; }
    public decimal? StrengthThreshold { get; init; }
    public Respondents? Respondents { get; init; }
    public IReadOnlyList<Note>? Notes { get; init; }
    public DocumentSource? Source { get; init; }

    /// <summary>The number of changes; 1 when the assessment is created.</summary>
    public required int Version { get; init; }

    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>
    /// Unusual but accepted values: the agency does not exist in the fiscal year (<c>agency_not_in_year</c>), all scores look like
    /// fractions of 1 (<c>score_looks_like_fraction</c>), or the reported total is more than 10 points from the calculated one
    /// (<c>total_far_from_reported</c>). Omitted when there are none.
    /// </summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }

    public required Result Result { get; init; }}
