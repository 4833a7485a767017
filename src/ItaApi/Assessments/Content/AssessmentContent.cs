using System.ComponentModel.DataAnnotations;
using ItaApi.Http.Serialization;

namespace ItaApi.Assessments.Content;

/// <summary>Scores in any combination that the client knows: indicators, questions, items.</summary>
internal interface IHoldsScores
{
    IReadOnlyList<IndicatorEntry>? Indicators { get; }
    IReadOnlyList<QuestionEntry>? Questions { get; }
    IReadOnlyList<ItemEntry>? Items { get; }
}

/// <summary>The parts of an assessment: scores, the figures a document reports, and the document's own words.</summary>
internal abstract record AssessmentContent : IHoldsScores
{
    /// <summary>
    /// The scores by official indicator number, whatever number the document uses. Omitted, with questions and items, when only reported
    /// figures are known.
    /// </summary>
    [MaxLength(ScoresValidator<AssessmentBody>.MaxIndicators)] public IReadOnlyList<IndicatorEntry>? Indicators { get; init; }

    /// <summary>The mean answers to survey questions.</summary>
    [MaxLength(ScoresValidator<AssessmentBody>.MaxQuestions)] public IReadOnlyList<QuestionEntry>? Questions { get; init; }

    /// <summary>The scores of inspected items. Send at least the items that scored 0.</summary>
    [MaxLength(ScoresValidator<AssessmentBody>.MaxItems)] public IReadOnlyList<ItemEntry>? Items { get; init; }

    /// <summary>Figures printed elsewhere. They are stored as printed and compared; scores are never calculated from them.</summary>
    public ReportedFigures? Reported { get; init; }

    /// <summary>The score at or above which this document speaks of a strength; default: the threshold of the framework.</summary>
    [Range(0, 100)] public decimal? StrengthThreshold { get; init; }

    /// <summary>How many answered the surveys.</summary>
    public Respondents? Respondents { get; init; }

    /// <summary>The document's own words.</summary>
    [MaxLength(AssessmentContentValidator<AssessmentBody>.MaxNotes)] public IReadOnlyList<Note>? Notes { get; init; }

    public DocumentSource? Source { get; init; }
}

/// <summary>The body that creates or changes an assessment.</summary>
[IgnoresMembers("version", "createdAt", "updatedAt", "warnings", "result")]
internal sealed record AssessmentBody : AssessmentContent
{
    /// <summary>May repeat the agency in the address.</summary>
    public string? AgencyCode { get; init; }

    /// <summary>May repeat the fiscal year in the address.</summary>
    public int? FiscalYear { get; init; }
}

/// <summary>The body that creates an assessment.</summary>
[IgnoresMembers("version", "createdAt", "updatedAt", "warnings", "result")]
internal sealed record NewAssessmentBody : AssessmentContent
{
    /// <summary>The code of an existing agency.</summary>
    [Required] public string? AgencyCode { get; init; }

    /// <summary>The fiscal year assessed (B.E.), for example 2565.</summary>
    [Required] public int? FiscalYear { get; init; }
}

/// <summary>The score of an indicator (ตัวชี้วัด).</summary>
internal sealed record IndicatorEntry
{
    /// <summary>The official number, 1 to 10.</summary>
    [Required] public int? Number { get; init; }

    /// <summary>0 to 100 with at most two decimals. May be omitted when all questions or items of the indicator are given.</summary>
    [Range(0, 100)] public decimal? Score { get; init; }
}

/// <summary>The mean answer to a survey question (ข้อคำถาม).</summary>
internal sealed record QuestionEntry
{
    /// <summary>
    /// The question's code, for example <c>E11</c>. In a year whose questions are provisional any code from I1 to I99 and E1 to E99 is
    /// accepted.
    /// </summary>
    [Required] public string? Code { get; init; }

    /// <summary>The official number of the indicator it belongs to.</summary>
    [Required] public int? Indicator { get; init; }

    [Required, Range(0, 100)] public decimal? Score { get; init; }

    /// <summary>The question as the document prints it.</summary>
    public string? TextTh { get; init; }
}

/// <summary>The score of an inspected item (ข้อ O1 …).</summary>
internal sealed record ItemEntry
{
    /// <summary>
    /// The item's code, for example <c>O27</c> with the letter O. In a year whose items are provisional any code from O1 to O99 is
    /// accepted.
    /// </summary>
    [Required] public string? Code { get; init; }

    [Required, Range(0, 100)] public decimal? Score { get; init; }

    /// <summary>What the item asks for, as the document prints it; for a code that the year's framework does not list.</summary>
    public string? TitleTh { get; init; }

    /// <summary>What the assessor wrote.</summary>
    public string? Comment { get; init; }

    /// <summary>The page shown to the assessor. The address is stored; the page is never fetched.</summary>
    public string? EvidenceUrl { get; init; }

    /// <summary>Whether nothing of it was found published: a zero item, in whatever answer one is named.</summary>
    internal bool IsZero => Score == 0;
}

/// <summary>The number of people who answered the surveys.</summary>
internal sealed record Respondents
{
    /// <summary>Of the survey of the agency's own staff (IIT).</summary>
    public int? Internal { get; init; }

    /// <summary>Of the survey of those who use or deal with the agency (EIT).</summary>
    public int? External { get; init; }
}

/// <summary>The document that the figures come from.</summary>
internal sealed record DocumentSource
{
    [Required] public string? Title { get; init; }
    public string? Url { get; init; }

    /// <summary>C.E. <c>YYYY-MM-DD</c>, or <c>YYYY-MM</c> when the document gives no day.</summary>
    public string? IssuedOn { get; init; }
}
