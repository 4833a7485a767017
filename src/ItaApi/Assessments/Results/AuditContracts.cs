using ItaApi.Assessments.Content;
using ItaApi.Provinces;
using ItaApi.Scoring;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Assessments.Results;

/// <summary>Every published figure held against the calculated one, and the misprint that would explain what does not agree.</summary>
public sealed record AuditResult
{
    public required ResultAgency Agency { get; init; }
    public required int FiscalYear { get; init; }

    /// <summary>The gravest verdict of the checks; left out where nothing could be checked.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Every check, those that agree too.</summary>
    public required IReadOnlyList<FigureCheck> Checks { get; init; }

    /// <summary>Each single misprint without which all figures would agree, the likeliest first.</summary>
    public required IReadOnlyList<MisprintExplanation> Explanations { get; init; }

    /// <summary>Whether there is one explanation only; left out where there is none.</summary>
    public bool? Unique { get; init; }
}

/// <summary>A reported figure held against the calculated one.</summary>
public sealed record FigureCheck
{
    /// <summary><c>total</c>, <c>grade</c>, <c>instrument:IIT</c>, <c>indicator:8</c>, <c>highest</c>, <c>lowest</c>, <c>strengthCount</c> or <c>weaknessCount</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>A number, a grade's code, or the indicators named with their scores.</summary>
    public required object Reported { get; init; }

    /// <summary>As <c>reported</c>.</summary>
    public required object Calculated { get; init; }

    /// <summary>Reported minus calculated, of numbers.</summary>
    public decimal? Difference { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Of an unreachable score: the reachable ones next to it.</summary>
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
        Figure.Ranked ranked => ranked.Indicators.Select(indicator => new ReportedIndicatorEntry { Number = indicator.Number, Score = indicator.Score }).ToArray(),
        _ => throw new NotSupportedException($"A figure of type {figure.GetType()} has no form in the answer."),
    };
}

/// <summary>A single misprint without which all figures agree.</summary>
public sealed record MisprintExplanation
{
    public required MisprintKind Kind { get; init; }

    /// <summary>The misprinted figure.</summary>
    public required string Subject { get; init; }

    /// <summary>The indicator whose score it is.</summary>
    public int? Indicator { get; init; }

    /// <summary>Of an exchange: the other indicator.</summary>
    public int? ExchangedWith { get; init; }

    /// <summary>Whether it stands among the reported figures, and not among the scores.</summary>
    public required bool InReported { get; init; }

    /// <summary>As printed.</summary>
    public required decimal From { get; init; }

    /// <summary>What may have been meant.</summary>
    public required decimal To { get; init; }

    public static MisprintExplanation Of(Explanation explanation) => new()
    {
        Kind = explanation.Kind,
        Subject = explanation.Subject,
        Indicator = explanation.Indicator,
        ExchangedWith = explanation.ExchangedWith,
        InReported = explanation.InReported,
        From = explanation.From,
        To = explanation.To,
    };
}

/// <summary>Which audits to list.</summary>
public sealed class AuditListQuery
{
    /// <summary>Only assessments of this fiscal year (B.E.).</summary>
    [FromQuery(Name = "fiscalYear"), FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Only agencies of this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>Only audits whose gravest verdict this is; where left out, those that cannot be right: mismatch and unreachable.</summary>
    [FromQuery(Name = "verdict")] public Verdict? Verdict { get; init; }
}
