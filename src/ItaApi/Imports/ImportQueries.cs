using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ItaApi.Agencies;
using ItaApi.Assessments.Content;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.ProgressRows;
using ItaApi.Measures;
using ItaApi.Provinces;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Imports;

/// <summary>The mode of an import, and what its sheets lack.</summary>
internal sealed class ImportQuery
{
    /// <summary><c>atomic</c>, the default: all rows or none. <c>partial</c>: the rows that can be stored.</summary>
    [FromQuery(Name = "mode")] public ImportMode? Mode { get; init; }

    /// <summary>Checks everything and stores nothing.</summary>
    [FromQuery(Name = "dryRun")] public bool? DryRun { get; init; }

    /// <summary>
    /// The fiscal year (B.E.) of all rows of a sheet without a column for it; for measures the year in which they are carried out.
    /// </summary>
    [FromQuery(Name = "fiscalYear"), FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>The province of all rows of a sheet without a column for it.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }
}

/// <summary>The filter of a list of imports.</summary>
internal sealed class ImportListQuery
{
    /// <summary>Only imports in this state.</summary>
    [FromQuery(Name = "state")] public ImportState? State { get; init; }
}

/// <summary>The filters of a template.</summary>
internal sealed class TemplateQuery
{
    /// <summary>The fiscal year (B.E.) to fill in; default: the newest year whose results are published.</summary>
    [FromQuery(Name = "fiscalYear"), FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Only agencies in this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>Whether the file begins with a byte order mark, by which spreadsheets recognize UTF-8.</summary>
    [FromQuery(Name = "bom"), DefaultValue(true)] public bool? Bom { get; init; }
}

/// <summary>The measures of a template of reports.</summary>
internal sealed class ProgressTemplateQuery
{
    /// <summary>The fiscal year (B.E.) in which the measures are carried out.</summary>
    [FromQuery(Name = "implementFiscalYear"), Required, FiscalYear] public int? ImplementFiscalYear { get; init; }

    /// <summary>Only agencies in this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>Whether the file begins with a byte order mark, by which spreadsheets recognize UTF-8.</summary>
    [FromQuery(Name = "bom"), DefaultValue(true)] public bool? Bom { get; init; }
}

/// <summary>Assessments to import, as one JSON object.</summary>
/// <param name="Items">Whole assessments, each with its agency and fiscal year.</param>
internal sealed record AssessmentItems(IReadOnlyList<NewAssessmentBody> Items);

/// <summary>Measures to import, as one JSON object.</summary>
/// <param name="Items">Whole measures, each with its agency.</param>
internal sealed record MeasureItems(IReadOnlyList<MeasureBody> Items);

/// <summary>Agencies to import, as one JSON object.</summary>
/// <param name="Items">Whole agencies, each with its code.</param>
internal sealed record AgencyItems(IReadOnlyList<AgencyBody> Items);

/// <summary>Reports to import, as one JSON object.</summary>
/// <param name="Items">Reports, each with its measure.</param>
internal sealed record ProgressItems(IReadOnlyList<ProgressItem> Items);
