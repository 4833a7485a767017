using ItaApi.Agencies;
using ItaApi.Assessments.Results;
using ItaApi.Frameworks;

namespace ItaApi.Assessments;

/// <summary>A row of the list: no document, only what is shown of many.</summary>
internal sealed record AssessmentListRow
{
    public string AgencyCode { get; init; } = "";
    public int FiscalYear { get; init; }
    public int FrameworkRevision { get; init; }
    public string AgencyNameTh { get; init; } = "";
    public AgencyKind AgencyKind { get; init; }
    public string ProvinceCode { get; init; } = "";
    public string? DistrictTh { get; init; }
    public decimal[]? Scores { get; init; }
    public decimal[]? InstrumentScores { get; init; }
    public decimal Total { get; init; }
    public string? Grade { get; init; }
    public int Version { get; init; }
    public DateTime UpdatedAt { get; init; }

    /// <param name="framework">The revision that scored it.</param>
    public AssessmentListItem ToListItem(YearFramework framework) => new()
    {
        AgencyCode = AgencyCode,
        NameTh = AgencyNameTh,
        Kind = AgencyKind,
        ProvinceCode = ProvinceCode,
        DistrictTh = DistrictTh,
        FiscalYear = FiscalYear,
        Basis = Scores is null ? ResultBasis.Reported : ResultBasis.Calculated,
        Total = Total,
        Grade = Grade,
        Passed = Total >= framework.Document.Target.MinTotal,
        Instruments = InstrumentScores is { } instruments ? InstrumentsOf(instruments, framework) : null,
        Indicators = Scores is { } scores ? IndicatorsOf(scores) : null,
        Version = Version,
        UpdatedAt = UpdatedAt,
    };

    private static ListedInstrument[] InstrumentsOf(decimal[] scores, YearFramework framework)
    {
        var entries = new ListedInstrument[scores.Length];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new ListedInstrument(framework.Rules.Instruments[i].Code, scores[i]);
        return entries;
    }

    private static ListedIndicator[] IndicatorsOf(decimal[] scores)
    {
        var entries = new ListedIndicator[scores.Length];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new ListedIndicator(i + 1, scores[i]);
        return entries;
    }
}
