using ItaApi.Agencies;
using ItaApi.Provinces;
using ItaApi.Scoring;

namespace ItaApi.Dashboards.Figures;

/// <summary>An agency in a year, with its kind in that year, and its result if it reported one.</summary>
/// <param name="Code">The code of the agency.</param>
/// <param name="Exists">Whether the agency exists in the year, by its own dates or because it reported.</param>
/// <param name="Measures">The status of each measure that it carries out in the year.</param>
internal sealed record AgencyYear(
    string Code, AgencyKind Kind, string ProvinceCode, string? DistrictTh, bool Exists, AgencyResult? Result,
    IReadOnlyList<string> Measures)
{
    /// <summary>Computed on first use, because most figures are not restricted to a district.</summary>
    internal string? DistrictKey => field ??= DistrictKeys.Of(DistrictTh, ProvinceCode);

    internal static bool IsOne(ProvinceYearCache.AgencyYearRow row) =>
        row.Kind is not null && (row.ExistsInYear || row.FrameworkRevision is not null || row.Measures is not null);

    internal static AgencyYear From(ProvinceYearCache.AgencyYearRow row) => new(
        row.Code!,
        row.Kind!.Value,
        row.ProvinceCode,
        row.DistrictTh,
        row.ExistsInYear || row.FrameworkRevision is not null,
        row.FrameworkRevision is { } revision
            ? new AgencyResult(
                revision,
                Score.From(row.Total!.Value),
                row.Grade,
                row.InstrumentScores is { } instruments ? Array.ConvertAll(instruments, Score.From) : null,
                row.Scores is { } scores ? Array.ConvertAll(scores, Score.From) : null,
                row.StrengthThreshold is { } threshold ? Score.From(threshold) : null)
            : null,
        row.Measures ?? []);
}

/// <summary>The parts of a result that figures are made from.</summary>
/// <param name="Instruments">In the order of the revision; null when the reported figures do not include every instrument.</param>
/// <param name="Scores">By number; null when there are only reported figures.</param>
internal sealed record AgencyResult(
    int Revision, Score Total, string? Grade, Score[]? Instruments, Score[]? Scores, Score? StrengthThreshold);
