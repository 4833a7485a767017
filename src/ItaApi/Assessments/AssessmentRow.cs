using System.Text.Json;
using ItaApi.Agencies;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Faults;
using ItaApi.Http.Serialization;
using ItaApi.Values;

namespace ItaApi.Assessments;

/// <summary>A row of <c>assessment</c> as it is read; Dapper fills it by name.</summary>
internal sealed record AssessmentRow : AssessmentColumns
{
    public AssessmentRow()
    {
    }

    public AssessmentRow(AssessmentColumns columns) : base(columns)
    {
    }

    public string AgencyCode { get; init; } = "";
    public int FiscalYear { get; init; }
    public string AgencyNameTh { get; init; } = "";
    public AgencyKind AgencyKind { get; init; }
    public string ProvinceCode { get; init; } = "";

    /// <summary>Whether the agency does not exist in the fiscal year, by its current years.</summary>
    public bool IsOutside { get; init; }

    public int Version { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }

    /// <summary>Whether the assessment has scores, and no figure reported with them differs from the calculated one.</summary>
    public bool Agrees => Scores is not null && (Verdict is null || Verdict == Scoring.Verdict.Agrees.ToCode());

    /// <summary>
    /// Identifies this version in the entity tag. The answer names the current province of the agency, so the tag does too.
    /// </summary>
    public string State => StoredAssessmentVersion.StateOf(Version, ProvinceCode, IsOutside);

    /// <summary>The assessment as a body for its own agency and year.</summary>
    public AssessmentBody ToBody()
    {
        var content = ToContent();
        return content with
        {
            AgencyCode = AgencyCode,
            FiscalYear = FiscalYear,
            Indicators = content.Indicators is { Count: 0 } ? null : content.Indicators,
        };
    }

    /// <summary>The assessment as it was sent.</summary>
    public AssessmentBody ToContent() => new()
    {
        Indicators = ToIndicators(),
        Questions = Read<IReadOnlyList<QuestionEntry>>(Questions),
        Items = Read<IReadOnlyList<ItemEntry>>(Items),
        Reported = Read<ReportedFigures>(Reported),
        StrengthThreshold = StrengthThreshold,
        Respondents = Read<Respondents>(Respondents),
        Notes = Read<IReadOnlyList<Note>>(Notes),
        Source = Read<DocumentSource>(Source),
    };

    /// <summary>
    /// What a result shows of the content if the stored scores count and nothing is compared: the items and the threshold.
    /// </summary>
    public AssessmentBody ToUncheckedContent() => new()
    {
        Items = Read<IReadOnlyList<ItemEntry>>(Items),
        StrengthThreshold = StrengthThreshold,
    };

    /// <summary>The scores as they were sent, by number; null where there are reported figures alone.</summary>
    public IReadOnlyList<IndicatorEntry>? ToIndicators()
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

    public ResultAgency ToAgency() => new() { Code = AgencyCode, NameTh = AgencyNameTh, Kind = AgencyKind, ProvinceCode = ProvinceCode };

    /// <summary>The assessment as it was just stored: its scores by number, and the rest as it was sent.</summary>
    public Assessment ToAssessment(Evaluation evaluation) =>
        ToAssessment(evaluation.Content with { Indicators = ToIndicators() }, evaluation);

    /// <summary>The stored assessment with its result.</summary>
    public Assessment ToAssessment(AssessmentContent content, Evaluation evaluation) => new()
    {
        AgencyCode = AgencyCode,
        FiscalYear = FiscalYear,
        Indicators = content.Indicators is { Count: 0 } ? null : content.Indicators,
        Questions = content.Questions,
        Items = content.Items,
        Reported = content.Reported,
        StrengthThreshold = content.StrengthThreshold,
        Respondents = content.Respondents,
        Notes = content.Notes,
        Source = content.Source,
        Version = Version,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Warnings = FindWarnings(evaluation),
        Result = evaluation.ToResult(ToAgency()),
    };

    private IReadOnlyList<Warning>? FindWarnings(Evaluation evaluation)
    {
        var oddities = evaluation.Oddities();
        if (IsOutside)
            oddities = [new RequestFault("/fiscalYear", "agency_not_in_year", "FiscalYear", FiscalYear), .. oddities];
        return oddities.Count > 0 ? [.. oddities.Select(Warning.From)] : null;
    }

    private static T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, Json.FromDatabase);
}
