using ItaApi.Agencies;
using ItaApi.Dashboards.Caching;
using ItaApi.Frameworks;

namespace ItaApi.Dashboards.Figures;

/// <summary>Reads the dashboards that consist of a year's figures.</summary>
internal sealed class FigureReader(DashboardReader dashboards, ProvinceYearCache years, FrameworkCatalogue frameworks)
{
    /// <inheritdoc cref="DashboardReader.OpenAsync"/>
    public ValueTask<DashboardRead<T>> OpenAsync<T>(HttpContext http, StampScope scope, CancellationToken ct) =>
        dashboards.OpenAsync<T>(http, scope, ct);

    /// <summary>The figures of the scope's agencies of a kind and a district, or of all, and the stamp they were read at.</summary>
    /// <param name="newest">The newest rules of the year.</param>
    public async Task<(string Stamp, YearFigures Figures)> SumUpAsync(
        YearFramework newest, StampScope scope, AgencyKind? kind, string? district, CancellationToken ct)
    {
        var set = await years.ReadAsync(scope, ct);
        return (set.Stamp, await YearFigures.OfAsync(newest, set.Parts, kind, district, frameworks, ct));
    }
}
