using System.ComponentModel.DataAnnotations;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Measures.Effectiveness;

/// <summary>The indicator and the two years to compare.</summary>
internal sealed class EffectivenessQuery
{
    /// <summary>The number of the indicator.</summary>
    [FromQuery(Name = "indicator"), Required] public int? Indicator { get; init; }

    /// <summary>The base year (B.E.): the year in which the indicator was a weakness, and on which the measures are based.</summary>
    [FromQuery(Name = "fromFiscalYear"), Required, FiscalYear] public int? FromFiscalYear { get; init; }

    /// <summary>The implementation year (B.E.), after the base year: the year in which the measures were carried out.</summary>
    [FromQuery(Name = "toFiscalYear"), Required, FiscalYear] public int? ToFiscalYear { get; init; }
}

/// <summary>
/// How the score of an indicator changed from the base year to the implementation year, for the agencies where it was a weakness in the
/// base year and whose scores of both years are known. An association, not an effect.
/// </summary>
internal sealed record EffectivenessComparison
{
    public required int Indicator { get; init; }

    /// <summary>The base year (B.E.).</summary>
    public required int FromFiscalYear { get; init; }

    /// <summary>The implementation year (B.E.).</summary>
    public required int ToFiscalYear { get; init; }

    /// <summary>
    /// The agencies that completed a measure for the indicator or one of its items, based on the first year and carried out in the second.
    /// Omitted when there are fewer than five.
    /// </summary>
    public ScoreChange? Completed { get; init; }

    /// <summary>All other agencies where it was a weakness. Omitted when there are fewer than five.</summary>
    public ScoreChange? Others { get; init; }

    /// <summary>What cannot be concluded from the figures.</summary>
    public required string Note { get; init; }

    public required string NoteTh { get; init; }
}

/// <summary>
/// The changes of a score in points, over a group of agencies. Above zero, the score rose. Two decimals, halves away from zero.
/// </summary>
internal sealed record ScoreChange
{
    /// <summary>The number of agencies.</summary>
    public required int N { get; init; }

    public required decimal Mean { get; init; }
    public required decimal Median { get; init; }

    /// <summary>
    /// The first quartile: the value at a quarter of the way through the ordered changes, linearly interpolated between two of them.
    /// </summary>
    public required decimal Q1 { get; init; }

    /// <summary>The third quartile: the value at three quarters of the way.</summary>
    public required decimal Q3 { get; init; }
}
