using System.Text.Json;
using ItaApi.Agencies;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Http.Serialization;

namespace ItaApi.Assessments;

/// <summary>
/// A row of <c>assessment</c> as it is read. Dapper fills it by name; a column a statement does not select keeps its default, so that
/// the read of a result need not carry a document's notes.
/// </summary>
public sealed record AssessmentRow
{
    public string AgencyCode { get; init; } = "";
    public int FiscalYear { get; init; }
    public int FrameworkRevision { get; init; }
    public string AgencyNameTh { get; init; } = "";
    public AgencyKind AgencyKind { get; init; }
    public string ProvinceCode { get; init; } = "";
    public decimal[]? Scores { get; init; }
    public short[] CalculatedNumbers { get; init; } = [];
    public decimal? StrengthThreshold { get; init; }
    public string? Questions { get; init; }
    public string? Items { get; init; }
    public string? Reported { get; init; }
    public string? Notes { get; init; }
    public string? Source { get; init; }

    /// <summary>Whether it holds scores, and nothing that was published with them differs from what they make.</summary>
    public bool Agrees { get; init; }

    public int Version { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }

    /// <summary>Names this state for the entity tag. What is answered names the province the agency is in now, so this does too.</summary>
    public string State => StoredAssessmentVersion.StateOf(Version, ProvinceCode);

    /// <summary>The assessment as it may be sent again, to the agency and year it names.</summary>
    public AssessmentBody ToBody()
    {
        var content = ToContent();
        return content with { AgencyCode = AgencyCode, FiscalYear = FiscalYear, Indicators = content.Indicators is { Count: 0 } ? null : content.Indicators };
    }

    /// <summary>The assessment as it was sent.</summary>
    public AssessmentBody ToContent() => new()
    {
        Indicators = SentIndicators(),
        Questions = Read<IReadOnlyList<QuestionEntry>>(Questions),
        Items = Read<IReadOnlyList<ItemEntry>>(Items),
        Reported = Read<ReportedFigures>(Reported),
        StrengthThreshold = StrengthThreshold,
        Notes = Read<IReadOnlyList<Note>>(Notes),
        Source = Read<DocumentSource>(Source),
    };

    public ResultAgency ToAgency() => new() { Code = AgencyCode, NameTh = AgencyNameTh, Kind = AgencyKind, ProvinceCode = ProvinceCode };

    /// <summary>The assessment as it was just stored: its scores by number, and the rest as it was sent.</summary>
    public Assessment ToAssessment(Evaluation evaluation) =>
        ToAssessment(evaluation.Content with { Indicators = ToIndicators() }, evaluation.ToResult(ToAgency()));

    /// <summary>The stored assessment with its result.</summary>
    public Assessment ToAssessment(AssessmentContent content, Result result) => new()
    {
        AgencyCode = AgencyCode,
        FiscalYear = FiscalYear,
        Indicators = content.Indicators is { Count: 0 } ? null : content.Indicators,
        Questions = content.Questions,
        Items = content.Items,
        Reported = content.Reported,
        StrengthThreshold = content.StrengthThreshold,
        Notes = content.Notes,
        Source = content.Source,
        Version = Version,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Result = result,
    };

    private List<IndicatorEntry>? SentIndicators()
    {
        if (Scores is null)
            return null;

        var entries = new List<IndicatorEntry>(Scores.Length);
        for (var number = 1; number <= Scores.Length; number++)
        {
            if (!CalculatedNumbers.Contains((short)number))
                entries.Add(new IndicatorEntry { Number = number, Score = Scores[number - 1] });
        }

        return entries;
    }

    private static T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, Json.FromDatabase);
}
