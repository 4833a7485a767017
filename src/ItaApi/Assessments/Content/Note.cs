using System.ComponentModel.DataAnnotations;

namespace ItaApi.Assessments.Content;

/// <summary>The kind of a note.</summary>
internal enum NoteKind
{
    /// <summary>A comment of the assessor or analyst on a score.</summary>
    Comment,

    /// <summary>A point to improve, with the methods named for it.</summary>
    Improvement,

    /// <summary>A suggestion for the next year.</summary>
    Suggestion,

    /// <summary>A suggestion of a stakeholder.</summary>
    Stakeholder,
}

/// <summary>The document's own words about an instrument, indicators, items, or the whole.</summary>
internal sealed record Note
{
    [Required] public NoteKind? Kind { get; init; }
    public string? Instrument { get; init; }
    [MaxLength(ScoresValidator<AssessmentBody>.MaxIndicators)] public IReadOnlyList<int>? Indicators { get; init; }
    [MaxLength(ScoresValidator<AssessmentBody>.MaxItems)] public IReadOnlyList<string>? Items { get; init; }
    [Required] public string? TextTh { get; init; }
    [MaxLength(AssessmentContentValidator<AssessmentBody>.MaxNoteMethods)] public IReadOnlyList<string>? Methods { get; init; }
}
