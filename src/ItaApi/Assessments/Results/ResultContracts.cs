using System.Text.Json.Serialization;
using ItaApi.Agencies;
using ItaApi.Http.Serialization;
using ItaApi.Scoring;

namespace ItaApi.Assessments.Results;

/// <summary>What a result is based on.</summary>
[JsonConverter(typeof(EnumCodeConverter<ResultBasis>))]
internal enum ResultBasis
{
    /// <summary>The scores of the indicators.</summary>
    Calculated,

    /// <summary>Only figures printed elsewhere, without scores.</summary>
    Reported,
}

/// <summary>The result of an assessment: grade, strengths and weaknesses, and how the total is made up.</summary>
internal sealed record Result
{
    /// <summary>Omitted when a payload was scored without being stored.</summary>
    public ResultAgency? Agency { get; init; }

    /// <summary>The fiscal year assessed (B.E.).</summary>
    public required int FiscalYear { get; init; }

    public required ResultFramework Framework { get; init; }
    public required ResultBasis Basis { get; init; }

    /// <summary>0 to 100, rounded to two decimals, halves away from zero.</summary>
    public required decimal Total { get; init; }

    /// <summary>Omitted when a reported total alone leaves the level open.</summary>
    public GradeName? Grade { get; init; }

    /// <summary>The levels that are possible with this total, best first. Omitted when the level is known.</summary>
    public IReadOnlyList<string>? PossibleGrades { get; init; }

    /// <summary>Whether the total reaches the target of the year.</summary>
    public required bool Passed { get; init; }

    /// <summary>In the order of the framework. For a reported result, only the reported instruments.</summary>
    public IReadOnlyList<InstrumentResult>? Instruments { get; init; }

    /// <summary>In the order of their numbers. Omitted for a reported result, like all that depends on scores.</summary>
    public IReadOnlyList<IndicatorResult>? Indicators { get; init; }

    /// <summary>The threshold of the request, else of the assessment, else of the framework. A score equal to it is a strength.</summary>
    public decimal? StrengthThreshold { get; init; }

    /// <summary>Highest first; equal scores by number.</summary>
    public IReadOnlyList<StrengthResult>? Strengths { get; init; }

    /// <summary>Lowest first; equal scores by number.</summary>
    public IReadOnlyList<WeaknessResult>? Weaknesses { get; init; }

    /// <summary>The numbers of the indicators with the highest score, including ties.</summary>
    public IReadOnlyList<int>? Highest { get; init; }

    /// <summary>The numbers of the indicators with the lowest score, including ties.</summary>
    public IReadOnlyList<int>? Lowest { get; init; }

    /// <summary>The inspected items that scored 0; omitted from a reported result without items.</summary>
    public IReadOnlyList<ZeroItem>? ZeroItems { get; init; }

    /// <summary>What the next better grade requires. Omitted when the grade is the best.</summary>
    public NextGradeResult? NextGrade { get; init; }

    /// <summary>The reported figures that do not agree with the calculated ones.</summary>
    public required IReadOnlyList<FigureCheck> Discrepancies { get; init; }
}

/// <summary>The agency, with its name and kind at the time of the assessment.</summary>
internal sealed record ResultAgency
{
    public required string Code { get; init; }
    public required string NameTh { get; init; }
    public required AgencyKind Kind { get; init; }
    public required string ProvinceCode { get; init; }
}

/// <summary>The revision of the year's rules that scored the assessment.</summary>
internal sealed record ResultFramework
{
    public required int FiscalYear { get; init; }
    public required int Revision { get; init; }
}

internal sealed record GradeName
{
    public required string Code { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }
}

/// <summary>The part of an instrument in the total.</summary>
internal sealed record InstrumentResult
{
    public required string Code { get; init; }
    public required decimal Weight { get; init; }

    /// <summary>
    /// The mean of its indicators, rounded to two decimals. Of a reported result: as reported, else the mean of its parts, else the
    /// contribution over the weight.
    /// </summary>
    public required decimal Score { get; init; }

    /// <summary>
    /// Weight times score, not rounded, so that the contributions add up to the total. In a reported result: the reported contribution if
    /// there is one.
    /// </summary>
    public required decimal Contribution { get; init; }

    /// <summary>The grade of its score, in the years of letter grades.</summary>
    public string? Grade { get; init; }

    /// <summary>The numbers of its indicators with the lowest score.</summary>
    public IReadOnlyList<int>? LowestIndicators { get; init; }
}

internal sealed record IndicatorResult
{
    public required int Number { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }
    public required string Instrument { get; init; }
    public required decimal Score { get; init; }
    public required Standing Standing { get; init; }

    /// <summary>1 is the highest; equal scores share a rank (1, 2, 2, 4).</summary>
    public required int Rank { get; init; }
}

internal sealed record StrengthResult
{
    public required int Number { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }
    public required decimal Score { get; init; }
}

internal sealed record WeaknessResult
{
    public required int Number { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }
    public required decimal Score { get; init; }

    /// <summary>The points below the threshold.</summary>
    public required decimal Gap { get; init; }
}

internal sealed record ZeroItem
{
    public required string Code { get; init; }

    /// <summary>The framework's title, else the one that was sent with the item; omitted when there is neither.</summary>
    public string? TitleTh { get; init; }

    /// <summary>The number of its indicator; omitted when the year's framework does not list the item.</summary>
    public int? Indicator { get; init; }

    public string? Comment { get; init; }
}

internal sealed record NextGradeResult
{
    public required string Code { get; init; }

    /// <summary>Points of the total; 0 when only an instrument is too low.</summary>
    public required decimal PointsNeeded { get; init; }

    /// <summary>From 2566: the instruments below the score that the level requires of each.</summary>
    public IReadOnlyList<InstrumentNeedResult>? Instruments { get; init; }
}

internal sealed record InstrumentNeedResult
{
    public required string Code { get; init; }
    public required decimal PointsNeeded { get; init; }
}
