using System.ComponentModel.DataAnnotations;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Measures.Effectiveness;

/// <summary>Which indicator's change to look at, and between which years.</summary>
public sealed class EffectivenessQuery
{
    /// <summary>The number of the indicator.</summary>
    [FromQuery(Name = "indicator"), Required] public int? Indicator { get; init; }

    /// <summary>The base year (B.E.): the one it was a weakness in, and that the measures are based on.</summary>
    [FromQuery(Name = "fromFiscalYear"), Required, FiscalYear] public int? FromFiscalYear { get; init; }

    /// <summary>The implementation year (B.E.), after the base year: the one the measures were carried out in.</summary>
    [FromQuery(Name = "toFiscalYear"), Required, FiscalYear] public int? ToFiscalYear { get; init; }
}

/// <summary>
/// How an indicator's score changed from the base to the implementation year, among the agencies where it was a weakness in the base year
/// and whose scores of both years are known. An association, not an effect.
/// </summary>
public sealed record EffectivenessComparison
{
    public required int Indicator { get; init; }

    /// <summary>The base year (B.E.).</summary>
    public required int FromFiscalYear { get; init; }

    /// <summary>The implementation year (B.E.).</summary>
    public required int ToFiscalYear { get; init; }

    /// <summary>
    /// Agencies that completed a measure for the indicator, based on the one year and carried out in the other. Left out where they are fewer
    /// than five.
    /// </summary>
    public ScoreChange? Completed { get; init; }

    /// <summary>All the other agencies where it was a weakness. Left out where they are fewer than five.</summary>
    public ScoreChange? Others { get; init; }

    /// <summary>What the figures do not say.</summary>
    public required string Note { get; init; }

    public required string NoteTh { get; init; }
}

/// <summary>Changes of a score in points, of a group of agencies; above zero it rose. Two decimals, halves rounded away from zero.</summary>
public sealed record ScoreChange
{
    /// <summary>How many agencies.</summary>
    public required int N { get; init; }

    public required decimal Mean { get; init; }
    public required decimal Median { get; init; }

    /// <summary>
    /// The first quartile: with the changes in rising order, at a quarter of the way from the first to the last; between two of them,
    /// so far between them.
    /// </summary>
    public required decimal Q1 { get; init; }

    /// <summary>The third quartile, at three quarters of the way.</summary>
    public required decimal Q3 { get; init; }
}
