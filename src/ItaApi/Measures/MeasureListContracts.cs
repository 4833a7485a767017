using System.ComponentModel.DataAnnotations;
using System.Globalization;
using ItaApi.Provinces;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Measures;

/// <summary>The filters of a list of measures.</summary>
internal sealed class MeasureListQuery
{
    /// <summary>Only measures that are based on the result of this fiscal year (B.E.).</summary>
    [FromQuery(Name = "basedOnFiscalYear"), FiscalYear] public int? BasedOnFiscalYear { get; init; }

    /// <summary>Only measures carried out in this fiscal year (B.E.).</summary>
    [FromQuery(Name = "implementFiscalYear"), FiscalYear] public int? ImplementFiscalYear { get; init; }

    /// <summary>Only measures with this status.</summary>
    [FromQuery(Name = "status")] public MeasureStatus? Status { get; init; }

    /// <summary>Only measures for the indicator with this official number, or for one of its items in the year they are based on.</summary>
    [FromQuery(Name = "indicator"), Range(1, MeasureBodyValidator.MaxIndicators)] public int? Indicator { get; init; }

    /// <summary>Only measures with a responsible unit that contains this text, in upper or lower case.</summary>
    [FromQuery(Name = "unit"), StringLength(Limits.Name)] public string? Unit { get; init; }
}

/// <summary>The filters by place of a list of measures.</summary>
internal sealed class MeasurePlaceQuery
{
    /// <summary>Only agencies in this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>Only agencies in the district with this Thai name.</summary>
    [FromQuery(Name = "district"), StringLength(Limits.Name)] public string? District { get; init; }
}

/// <summary>The sort key of a measure in a list.</summary>
/// <param name="Position">Null comes last.</param>
internal sealed record MeasureKey(string AgencyCode, int ImplementFiscalYear, int? Position, Guid Id)
{
    public static MeasureKey Of(Measure measure) => new(measure.AgencyCode, measure.ImplementFiscalYear, measure.Position, measure.Id);

    public static MeasureKey? From(IReadOnlyList<string>? parts) => parts is null
        ? null
        : new MeasureKey(
            parts[0],
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            parts[2].Length == 0 ? null : int.Parse(parts[2], CultureInfo.InvariantCulture),
            Guid.Parse(parts[3]));

    public string[] ToParts() =>
    [
        AgencyCode,
        ImplementFiscalYear.ToString(CultureInfo.InvariantCulture),
        Position?.ToString(CultureInfo.InvariantCulture) ?? "",
        Id.ToString(),
    ];
}
