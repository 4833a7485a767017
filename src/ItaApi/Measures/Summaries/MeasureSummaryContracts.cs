using System.ComponentModel.DataAnnotations;
using ItaApi.Assessments.Results;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Measures.Summaries;

/// <summary>Which year's measures to look at.</summary>
public sealed class MeasureSummaryQuery
{
    /// <summary>The fiscal year (B.E.) the measures are carried out in.</summary>
    [FromQuery(Name = "implementFiscalYear"), Required, FiscalYear] public int? ImplementFiscalYear { get; init; }
}

/// <summary>How far an agency's measures of a year are, and what they leave out.</summary>
public sealed record MeasureSummary
{
    public required string AgencyCode { get; init; }

    /// <summary>The fiscal year (B.E.) the measures are carried out in.</summary>
    public required int ImplementFiscalYear { get; init; }

    /// <summary>The fiscal year (B.E.) whose weaknesses the measures are held against: the one before.</summary>
    public required int BasedOnFiscalYear { get; init; }

    /// <summary>How many measures there are.</summary>
    public required int Measures { get; init; }

    public required MeasureStatusCounts ByStatus { get; init; }

    /// <summary>By number; a measure counts under each of its indicators. Indicators without one are left out.</summary>
    public required IReadOnlyList<IndicatorMeasureCount> ByIndicator { get; init; }

    /// <summary>Weaknesses that no measure names, lowest score first; left out where no scores of the base year are known.</summary>
    public IReadOnlyList<WeaknessResult>? WeaknessesWithoutMeasure { get; init; }

    /// <summary>Items at zero that no measure names; left out where no scores of the base year are known.</summary>
    public IReadOnlyList<ZeroItem>? ZeroItemsWithoutMeasure { get; init; }

    /// <summary>
    /// Measures that name no weakness and no item at zero of the year they are based on, which is each measure's own; one whose base
    /// year has no known scores is not among them.
    /// </summary>
    public required IReadOnlyList<MeasureMention> MeasuresWithoutWeakness { get; init; }

    /// <summary>Measures of which no progress was reported.</summary>
    public required IReadOnlyList<MeasureMention> MeasuresWithoutProgress { get; init; }
}

/// <summary>How far the measures of a province's agencies are, and what they leave out.</summary>
public sealed record ProvinceMeasureSummary
{
    public required string ProvinceCode { get; init; }

    /// <summary>The fiscal year (B.E.) the measures are carried out in.</summary>
    public required int ImplementFiscalYear { get; init; }

    /// <summary>The fiscal year (B.E.) whose weaknesses the measures are held against: the one before.</summary>
    public required int BasedOnFiscalYear { get; init; }

    public required MeasureCoverage Coverage { get; init; }

    /// <summary>How many measures there are.</summary>
    public required int Measures { get; init; }

    public required MeasureStatusCounts ByStatus { get; init; }

    /// <summary>By number; a measure counts under each of its indicators. Indicators without one are left out.</summary>
    public required IReadOnlyList<IndicatorMeasureCount> ByIndicator { get; init; }

    /// <summary>Indicators by number, with how many agencies are weak there and name it in no measure.</summary>
    public required IReadOnlyList<UnansweredWeakness> WeaknessesWithoutMeasure { get; init; }

    /// <summary>Items by code, with how many agencies scored zero there and name it in no measure.</summary>
    public required IReadOnlyList<UnansweredZeroItem> ZeroItemsWithoutMeasure { get; init; }

    /// <summary>Agencies of that year that have no measure, by code.</summary>
    public required IReadOnlyList<AgencyMention> AgenciesWithoutMeasure { get; init; }

    /// <summary>Measures that name no weakness and no item at zero of the year they are based on.</summary>
    public required int MeasuresWithoutWeakness { get; init; }

    /// <summary>Measures of which no progress was reported.</summary>
    public required int MeasuresWithoutProgress { get; init; }
}

/// <summary>How many agencies the figures are over.</summary>
public sealed record MeasureCoverage
{
    /// <summary>Agencies that exist in the year the measures are carried out in, and others that have measures all the same.</summary>
    public required int Agencies { get; init; }

    /// <summary>Those with at least one measure.</summary>
    public required int WithMeasures { get; init; }

    /// <summary>Those whose scores of the base year are known, so that their weaknesses are.</summary>
    public required int WithScores { get; init; }
}

/// <summary>How many measures have which status.</summary>
public sealed record MeasureStatusCounts
{
    public required int Planned { get; init; }
    public required int InProgress { get; init; }
    public required int Completed { get; init; }
    public required int Unable { get; init; }
    public required int NotStated { get; init; }
}

/// <summary>How many measures name an indicator.</summary>
public sealed record IndicatorMeasureCount
{
    public required int Number { get; init; }

    /// <summary>Left out where the base year's rules do not know the number.</summary>
    public string? NameTh { get; init; }

    public string? NameEn { get; init; }
    public required int Measures { get; init; }
}

/// <summary>A measure by its id and titles.</summary>
public sealed record MeasureMention
{
    public required Guid Id { get; init; }
    public required IReadOnlyList<string> Titles { get; init; }
    public required IReadOnlyList<int> Indicators { get; init; }
    public required IReadOnlyList<string> Items { get; init; }
}

/// <summary>A weakness that agencies leave without a measure.</summary>
public sealed record UnansweredWeakness
{
    public required int Number { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }
    public required int Agencies { get; init; }
}

/// <summary>An item at zero that agencies leave without a measure.</summary>
public sealed record UnansweredZeroItem
{
    public required string Code { get; init; }
    public required string TitleTh { get; init; }

    /// <summary>The number of its indicator.</summary>
    public required int Indicator { get; init; }

    public required int Agencies { get; init; }
}

/// <summary>An agency by its code and name.</summary>
public sealed record AgencyMention
{
    public required string AgencyCode { get; init; }
    public required string NameTh { get; init; }
}
