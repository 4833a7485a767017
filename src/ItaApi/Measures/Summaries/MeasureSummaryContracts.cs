using System.ComponentModel.DataAnnotations;
using ItaApi.Assessments.Results;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Measures.Summaries;

/// <summary>The year of the measures.</summary>
internal sealed class MeasureSummaryQuery
{
    /// <summary>The fiscal year (B.E.) in which the measures are carried out.</summary>
    [FromQuery(Name = "implementFiscalYear"), Required, FiscalYear] public int? ImplementFiscalYear { get; init; }
}

/// <summary>The status of an agency's measures of a year, and the weaknesses without a measure.</summary>
internal sealed record MeasureSummary
{
    public required string AgencyCode { get; init; }

    /// <summary>The fiscal year (B.E.) in which the measures are carried out.</summary>
    public required int ImplementFiscalYear { get; init; }

    /// <summary>The number of measures.</summary>
    public required int Measures { get; init; }

    public required MeasureStatusCounts ByStatus { get; init; }

    /// <summary>
    /// In the order of their numbers. A measure counts for each indicator that it names, and for those of the items that it names.
    /// Indicators without a measure are omitted.
    /// </summary>
    public required IReadOnlyList<IndicatorMeasureCount> ByIndicator { get; init; }

    /// <summary>The measures that are still planned and have no report.</summary>
    public required IReadOnlyList<MeasureMention> MeasuresWithoutProgress { get; init; }

    /// <summary>The years that the measures are based on, earliest first; without measures, the year before.</summary>
    public required IReadOnlyList<BaseYearSummary> BaseYears { get; init; }
}

/// <summary>The measures based on a year, compared with the weaknesses of its result.</summary>
internal sealed record BaseYearSummary
{
    /// <summary>The fiscal year (B.E.) of the result.</summary>
    public required int BasedOnFiscalYear { get; init; }

    /// <summary>The number of measures based on it.</summary>
    public required int Measures { get; init; }

    /// <summary>The weaknesses that none of these measures names, lowest score first. Omitted when no scores of the year are
    /// known.</summary>
    public IReadOnlyList<WeaknessResult>? WeaknessesWithoutMeasure { get; init; }

    /// <summary>The items with score zero that none of these measures names. Omitted when no scores of the year are known.</summary>
    public IReadOnlyList<ZeroItem>? ZeroItemsWithoutMeasure { get; init; }

    /// <summary>
    /// The measures that name no weakness and no zero item of the year. Empty when no scores of the year are known.
    /// </summary>
    public required IReadOnlyList<MeasureMention> MeasuresWithoutWeakness { get; init; }
}

/// <summary>The status of the measures of a province's agencies in a year, and the weaknesses without a measure.</summary>
internal sealed record ProvinceMeasureSummary
{
    public required string ProvinceCode { get; init; }

    /// <summary>The fiscal year (B.E.) in which the measures are carried out.</summary>
    public required int ImplementFiscalYear { get; init; }

    public required MeasureCoverage Coverage { get; init; }

    /// <summary>The number of measures.</summary>
    public required int Measures { get; init; }

    public required MeasureStatusCounts ByStatus { get; init; }

    /// <inheritdoc cref="MeasureSummary.ByIndicator"/>
    public required IReadOnlyList<IndicatorMeasureCount> ByIndicator { get; init; }

    /// <summary>The agencies of the year without a measure, in the order of their codes.</summary>
    public required IReadOnlyList<AgencyMention> AgenciesWithoutMeasure { get; init; }

    /// <summary>The number of measures that are still planned and have no report.</summary>
    public required int MeasuresWithoutProgress { get; init; }

    /// <summary>The years that the measures are based on, earliest first; for agencies without measures, the year before.</summary>
    public required IReadOnlyList<ProvinceBaseYearSummary> BaseYears { get; init; }
}

/// <summary>The measures of a province based on a year, compared with the weaknesses of its results.</summary>
internal sealed record ProvinceBaseYearSummary
{
    /// <summary>The fiscal year (B.E.) of the results.</summary>
    public required int BasedOnFiscalYear { get; init; }

    /// <summary>The agencies with measures based on the year; in the year before, also those without measures.</summary>
    public required int Agencies { get; init; }

    /// <summary>Those of these agencies whose scores of the year are known, so that their weaknesses are known.</summary>
    public required int WithScores { get; init; }

    /// <summary>The number of measures based on the year.</summary>
    public required int Measures { get; init; }

    /// <summary>
    /// Indicators in the order of their numbers, each with the number of agencies that are weak there and name it in no measure.
    /// </summary>
    public required IReadOnlyList<UnansweredWeakness> WeaknessesWithoutMeasure { get; init; }

    /// <summary>
    /// Items in the order of their codes, each with the number of agencies that scored zero there and name it in no measure.
    /// </summary>
    public required IReadOnlyList<UnansweredZeroItem> ZeroItemsWithoutMeasure { get; init; }

    /// <summary>The number of measures that name no weakness and no zero item of the year.</summary>
    public required int MeasuresWithoutWeakness { get; init; }
}

/// <summary>The agencies that the figures cover.</summary>
internal sealed record MeasureCoverage
{
    /// <summary>The agencies that exist in the year in which the measures are carried out, and other agencies that have measures.</summary>
    public required int Agencies { get; init; }

    /// <summary>The agencies with at least one measure.</summary>
    public required int WithMeasures { get; init; }

    /// <summary>The agencies with at least one measure that is no longer planned or has a report.</summary>
    public required int WithProgress { get; init; }
}

/// <summary>The number of measures by status.</summary>
internal sealed record MeasureStatusCounts
{
    public required int Planned { get; init; }
    public required int InProgress { get; init; }
    public required int Completed { get; init; }
    public required int Unable { get; init; }
    public required int NotStated { get; init; }
}

/// <summary>The number of measures that name an indicator.</summary>
internal sealed record IndicatorMeasureCount
{
    public required int Number { get; init; }

    /// <summary>Omitted when the rules of the base year do not have this number.</summary>
    public string? NameTh { get; init; }

    public string? NameEn { get; init; }
    public required int Measures { get; init; }
}

/// <summary>A measure with its id and titles.</summary>
internal sealed record MeasureMention
{
    public required Guid Id { get; init; }
    public required IReadOnlyList<string> Titles { get; init; }
    public required IReadOnlyList<int> Indicators { get; init; }
    public required IReadOnlyList<string> Items { get; init; }
}

/// <summary>A weakness of agencies that have no measure for it.</summary>
internal sealed record UnansweredWeakness
{
    public required int Number { get; init; }
    public required string NameTh { get; init; }
    public required string NameEn { get; init; }
    public required int Agencies { get; init; }
}

/// <summary>A zero item of agencies that have no measure for it.</summary>
internal sealed record UnansweredZeroItem
{
    public required string Code { get; init; }

    /// <summary>Omitted when neither the year's framework nor an agency gives the item a title.</summary>
    public string? TitleTh { get; init; }

    /// <summary>The number of its indicator; omitted when the year's framework does not list the item.</summary>
    public int? Indicator { get; init; }

    public required int Agencies { get; init; }
}

/// <summary>An agency with its code and name.</summary>
internal sealed record AgencyMention
{
    public required string AgencyCode { get; init; }
    public required string NameTh { get; init; }
}
