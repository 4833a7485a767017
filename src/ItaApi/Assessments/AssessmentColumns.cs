using System.Text.Json;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Http.Serialization;
using ItaApi.Values;

namespace ItaApi.Assessments;

/// <summary>
/// The columns of an assessment without its key: what the client sent, and what the evaluation made of it. They are those of
/// <see cref="AssessmentSql.Columns"/>; a column that a statement does not select keeps its default.
/// </summary>
internal record AssessmentColumns
{
    public short FrameworkRevision { get; init; }
    public decimal[]? Scores { get; init; }
    public short[] CalculatedNumbers { get; init; } = [];
    public decimal? StrengthThreshold { get; init; }
    public string? Questions { get; init; }
    public string? Items { get; init; }
    public string? Reported { get; init; }
    public string? Respondents { get; init; }
    public string? Notes { get; init; }
    public string? Source { get; init; }
    public string Basis { get; init; } = "";
    public decimal Total { get; init; }
    public string? Grade { get; init; }
    public string? Verdict { get; init; }
    public decimal[]? InstrumentScores { get; init; }

    public static AssessmentColumns From(AssessmentContent content, Evaluation evaluation) => new()
    {
        FrameworkRevision = (short)evaluation.Framework.Rules.Revision,
        Scores = evaluation.Scores(),
        CalculatedNumbers = evaluation.CalculatedNumbers(),
        StrengthThreshold = content.StrengthThreshold,
        Questions = Write(content.Questions),
        Items = Write(content.Items),
        Reported = Write(content.Reported),
        Respondents = Write(content.Respondents),
        Notes = Write(content.Notes),
        Source = Write(content.Source),
        Basis = evaluation.Basis.ToCode(),
        Total = evaluation.Total,
        Grade = evaluation.Grade?.Code,
        Verdict = evaluation.Verdict?.ToCode(),
        InstrumentScores = evaluation.InstrumentScores(),
    };

    private static string? Write<T>(T? part) where T : class => part is null ? null : JsonSerializer.Serialize(part, Json.Options);
}
