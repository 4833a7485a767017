using System.ComponentModel.DataAnnotations;

namespace ItaApi.Assessments.Content;

/// <summary>What a note of a document is.</summary>
public enum NoteKind
{
    /// <summary>The assessor's or analyst's word on a score.</summary>
    Comment,

    /// <summary>A point to develop, with the methods named for it.</summary>
    Improvement,

    /// <summary>A suggestion for the year ahead.</summary>
    Suggestion,

    /// <summary>A suggestion of a stakeholder.</summary>
    Stakeholder,
}

/// <summary>The document's own words, on an instrument, on indicators, on items, or on the whole.</summary>
public sealed record Note
{
    [Required] public NoteKind? Kind { get; init; }
    public string? Instrument { get; init; }
    public IReadOnlyList<int>? Indicators { get; init; }
    public IReadOnlyList<string>? Items { get; init; }
    [Required] public string? TextTh { get; init; }
    public IReadOnlyList<string>? Methods { get; init; }
}
