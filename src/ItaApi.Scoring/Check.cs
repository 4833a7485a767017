using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>How a reported figure compares with the calculated one, in increasing order of severity.</summary>
public enum Verdict
{
    /// <summary>Equal.</summary>
    Agrees,

    /// <summary>Different by at most 0.01, or equal at the printed decimals (68 for 67.99).</summary>
    Rounding,

    /// <summary>A grade of another year's scale, and the right one by that scale.</summary>
    OtherScale,

    /// <summary>Different.</summary>
    Mismatch,

    /// <summary>A score that no set of items can give.</summary>
    Unreachable,
}

/// <summary>What is compared: a number, a grade's code, or indicators named as the highest or the lowest.</summary>
public abstract record Figure
{
    private Figure()
    {
    }

    /// <summary>Points or a count.</summary>
    public sealed record Number(decimal Value) : Figure;

    /// <summary>A grade's code; several possible ones joined by <c>|</c>.</summary>
    public sealed record Code(string Value) : Figure;

    /// <summary>Indicators with the scores they are named with.</summary>
    public sealed record Ranked(ImmutableArray<ReportedIndicator> Indicators) : Figure;
}

/// <summary>One reported figure compared with the calculated one.</summary>
/// <param name="Subject">
/// <c>total</c>, <c>grade</c>, <c>instrument:IIT</c> (a part: <c>instrument:EIT1</c>), <c>contribution:IIT</c>, <c>grade:IIT</c>,
/// <c>indicator:8</c>, <c>highest</c>, <c>lowest</c>, <c>lowest:IIT</c>, <c>strengthCount</c> or <c>weaknessCount</c>. The second
/// and later sentences on the highest or the lowest are numbered: <c>lowest:2</c>, <c>lowest:IIT:2</c>.
/// </param>
/// <param name="Difference">Reported minus calculated, for numbers.</param>
public sealed record Check(string Subject, Figure Reported, Figure Calculated, decimal? Difference, Verdict Verdict)
{
    /// <summary>
    /// For a given score that is compared with what its items allow: the nearest reachable scores, the lower first; the score itself if it
    /// can be reached. Empty for every other check.
    /// </summary>
    public ImmutableArray<decimal> NearestReachable { get; init; } = [];
}
