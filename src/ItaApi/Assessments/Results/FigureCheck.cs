using ItaApi.Assessments.Content;
using ItaApi.Scoring;

namespace ItaApi.Assessments.Results;

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

    /// <summary>The check as a Thai sentence.</summary>
    public required string TextTh { get; init; }

    /// <summary>The check as an English sentence.</summary>
    public required string TextEn { get; init; }

    internal static FigureCheck From(Check check, SubjectNames names)
    {
        var text = CheckSentences.Of(check, names);
        return new FigureCheck
        {
            Subject = check.Subject,
            Reported = Show(check.Reported),
            Calculated = Show(check.Calculated),
            Difference = check.Difference,
            Verdict = check.Verdict,
            NearestReachable = check.Verdict == Verdict.Unreachable ? check.NearestReachable : null,
            TextTh = text.Th,
            TextEn = text.En,
        };
    }

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
