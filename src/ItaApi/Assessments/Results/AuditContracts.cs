using ItaApi.Assessments.Content;
using ItaApi.Provinces;
using ItaApi.Scoring;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Assessments.Results;

/// <summary>Every published figure compared with the calculated one, and the misprints that would explain the differences.</summary>
internal sealed record AuditResult
{
    public required ResultAgency Agency { get; init; }
    public required int FiscalYear { get; init; }

    /// <summary>The most severe verdict of the checks. Omitted when nothing could be checked.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>All checks, including those that agree.</summary>
    public required IReadOnlyList<FigureCheck> Checks { get; init; }

    /// <summary>
    /// The smallest sets of corrections, of up to three misprints, that would make all figures agree. The likeliest is first; at most 50
    /// are listed.
    /// </summary>
    public required IReadOnlyList<MisprintExplanation> Explanations { get; init; }

    /// <summary>Whether there is exactly one explanation. Omitted when there is none.</summary>
    public bool? Unique { get; init; }

    /// <summary>True when there are, or may be, explanations that are not listed; omitted otherwise.</summary>
    public bool? ExplanationsTruncated { get; init; }
}

/// <summary>A reported figure compared with the calculated one.</summary>
internal sealed record FigureCheck
{
    /// <summary>
    /// <c>total</c>, <c>grade</c>, <c>instrument:IIT</c>, <c>contribution:IIT</c>, <c>grade:IIT</c>, <c>indicator:8</c>, <c>highest</c>,
    /// <c>lowest</c>, <c>lowest:IIT</c>, <c>strengthCount</c> or <c>weaknessCount</c>. The second and later sentences on the highest or the
    /// lowest are numbered: <c>lowest:2</c>, <c>lowest:IIT:2</c>.
    /// </summary>
    public required string Subject { get; init; }

    /// <summary>A number, the code of a grade, or the named indicators with their scores.</summary>
    public required object Reported { get; init; }

    /// <summary>In the form of <c>reported</c>.</summary>
    public required object Calculated { get; init; }

    /// <summary>Reported minus calculated, for numbers.</summary>
    public decimal? Difference { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>For an unreachable score: the nearest scores that can be reached.</summary>
    public IReadOnlyList<decimal>? NearestReachable { get; init; }

    public static FigureCheck From(Check check) => new()
    {
        Subject = check.Subject,
        Reported = Show(check.Reported),
        Calculated = Show(check.Calculated),
        Difference = check.Difference,
        Verdict = check.Verdict,
        NearestReachable = check.Verdict == Scoring.Verdict.Unreachable ? check.NearestReachable : null,
    };

    private static object Show(Figure figure) => figure switch
    {
        Figure.Number number => number.Value,
        Figure.Code code => code.Value,
        Figure.Ranked ranked =>
            ranked.Indicators.Select(
                indicator => new ReportedIndicatorEntry { Number = indicator.Number, Score = indicator.Score }).ToArray(),
        _ => throw new NotSupportedException($"The answer has no form for a figure of type {figure.GetType()}."),
    };
}

/// <summary>Corrections that make all figures agree. Each of them is needed.</summary>
internal sealed record MisprintExplanation
{
    /// <summary>
    /// Scores first, by number; then reported figures. Those of the kind <c>weighted</c> come first of all and count as one misprint.
    /// </summary>
    public required IReadOnlyList<MisprintCorrection> Corrections { get; init; }

    public static MisprintExplanation From(Explanation explanation) => new()
    {
        Corrections = [.. explanation.Corrections.Select(MisprintCorrection.Of)],
    };
}

/// <summary>A misprinted figure, and what may have been meant.</summary>
public sealed record MisprintCorrection
{
    public required MisprintKind Kind { get; init; }

    /// <summary>The misprinted figure, named as in the checks.</summary>
    public required string Subject { get; init; }

    /// <summary>The indicator that the score belongs to.</summary>
    public int? Indicator { get; init; }

    /// <summary>For an exchange of two scores: the other indicator.</summary>
    public int? ExchangedWith { get; init; }

    /// <summary>Whether the misprint is among the reported figures; otherwise it is among the scores.</summary>
    public required bool InReported { get; init; }

    /// <summary>The printed value.</summary>
    public required decimal From { get; init; }

    /// <summary>The value that may have been meant.</summary>
    public required decimal To { get; init; }

    public static MisprintCorrection Of(Correction correction) => new()
    {
        Kind = correction.Kind,
        Subject = correction.Subject,
        Indicator = correction.Indicator,
        ExchangedWith = correction.ExchangedWith,
        InReported = correction.InReported,
        From = correction.From,
        To = correction.To,
    };
}

/// <summary>The filters of a list of audits.</summary>
internal sealed class AuditListQuery
{
    /// <summary>Only assessments of this fiscal year (B.E.).</summary>
    [FromQuery(Name = "fiscalYear"), FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Only agencies in this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>
    /// Only audits with this most severe verdict; default: <c>mismatch</c> and <c>unreachable</c>, which cannot be correct.
    /// </summary>
    [FromQuery(Name = "verdict")] public Verdict? Verdict { get; init; }
}
