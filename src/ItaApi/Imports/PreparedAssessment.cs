using System.Text.Json;
using ItaApi.Assessments;
using ItaApi.Http;
using ItaApi.Results;

namespace ItaApi.Imports;

/// <summary>A judged assessment as its columns are stored. It waits for its batch, so it holds these and nothing they were made of.</summary>
public sealed record PreparedAssessment
{
    public required int Number { get; init; }
    public required string AgencyCode { get; init; }
    public required short FiscalYear { get; init; }

    /// <summary>The version whose figures a sheet's row was put onto, 0 where there was none; null of a whole assessment.</summary>
    public int? BasedOn { get; init; }

    public required short FrameworkRevision { get; init; }
    public required string Basis { get; init; }
    public decimal[]? Scores { get; init; }
    public required short[] CalculatedNumbers { get; init; }
    public decimal? StrengthThreshold { get; init; }
    public required decimal Total { get; init; }
    public string? Grade { get; init; }
    public string? Verdict { get; init; }
    public decimal[]? InstrumentScores { get; init; }
    public byte[]? Questions { get; init; }
    public byte[]? Items { get; init; }
    public byte[]? Reported { get; init; }
    public byte[]? Notes { get; init; }
    public byte[]? Source { get; init; }

    public static PreparedAssessment From(int number, NewAssessmentBody body, Evaluation evaluation, int? basedOn) => new()
    {
        Number = number,
        AgencyCode = body.AgencyCode!,
        FiscalYear = (short)body.FiscalYear!.Value,
        BasedOn = basedOn,
        FrameworkRevision = (short)evaluation.Framework.Rules.Revision,
        Basis = evaluation.Basis.ToCode(),
        Scores = evaluation.Scores(),
        CalculatedNumbers = evaluation.CalculatedNumbers(),
        StrengthThreshold = body.StrengthThreshold,
        Total = evaluation.Total,
        Grade = evaluation.Grade?.Code,
        Verdict = evaluation.Verdict?.ToCode(),
        InstrumentScores = evaluation.InstrumentScores(),
        Questions = Write(body.Questions),
        Items = Write(body.Items),
        Reported = Write(body.Reported),
        Notes = Write(body.Notes),
        Source = Write(body.Source),
    };

    private static byte[]? Write<T>(T? part) where T : class => part is null ? null : JsonSerializer.SerializeToUtf8Bytes(part, Json.Options);
}
