using ItaApi.Faults;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;

namespace ItaApi.Measures.Effectiveness;

internal static class EffectivenessEndpoints
{
    private const string Note =
        "An association, not an effect: agencies choose their measures themselves, weak scores tend to rise without measures, "
        + "and other things have changed too.";

    private const string NoteTh =
        "เป็นความสัมพันธ์ ไม่ใช่ผลของมาตรการ เพราะหน่วยงานเลือกมาตรการเอง คะแนนที่ต่ำมักเพิ่มขึ้นเองอยู่แล้ว "
        + "และมีปัจจัยอื่นเปลี่ยนแปลงด้วย";

    public static IServiceCollection AddEffectiveness(this IServiceCollection services) => services
        .AddSingleton<EffectivenessRepository>();

    public static void MapEffectiveness(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/measures").WithTags("Measures").MapGet("/effectiveness", GetEffectiveness);

    /// <summary>Compare how a weak indicator changed with and without completed measures.</summary>
    /// <remarks>
    /// Among the agencies where the indicator was a weakness in the base year (by the threshold of the assessment, else of the framework),
    /// compares those that completed a measure for it with all others. It shows an association, not an effect.
    /// </remarks>
    private static async Task<Snapshot<EffectivenessComparison>> GetEffectiveness(
        [AsParameters] EffectivenessQuery query, EffectivenessRepository changes, FrameworkCatalogue frameworks, CancellationToken ct)
    {
        var (indicator, from, to) = (query.Indicator!.Value, query.FromFiscalYear!.Value, query.ToFiscalYear!.Value);
        if (await FindFaultsAsync(indicator, from, to, frameworks, ct) is { Count: > 0 } faults)
            throw new ProblemException(Problem.Invalid(faults));

        var items = (await frameworks.FindAsync(from, ct))!.ItemsOf(indicator);
        var groups = (await changes.ListAsync(indicator, items, from, to, ct))
            .ToLookup(change => change.Completed, change => change.Hundredths);
        return new Snapshot<EffectivenessComparison>(new EffectivenessComparison
        {
            Indicator = indicator,
            FromFiscalYear = from,
            ToFiscalYear = to,
            Completed = ScoreChangeStatistics.Summarize(groups[true]),
            Others = ScoreChangeStatistics.Summarize(groups[false]),
            Note = Note,
            NoteTh = NoteTh,
        });
    }

    /// <summary>
    /// The faults that prevent a comparison: each year needs rules with this indicator, and the second must follow the first.
    /// </summary>
    private static async Task<IReadOnlyList<RequestFault>> FindFaultsAsync(
        int indicator, int from, int to, FrameworkCatalogue frameworks, CancellationToken ct)
    {
        List<RequestFault> faults = [];
        if (to <= from)
            faults.Add(new RequestFault("toFiscalYear", to == from ? "years_equal" : "years_out_of_order"));

        foreach (var (parameter, year) in new[] { ("fromFiscalYear", from), ("toFiscalYear", to) })
        {
            var framework = await frameworks.FindAsync(year, ct);
            if (framework is null)
                faults.Add(frameworks.UnknownYear(parameter, year));
            else if (framework.Rules.FindIndicator(indicator) is null && faults.All(fault => fault.Pointer != "indicator"))
                faults.Add(new RequestFault("indicator", "indicator_unknown", "Number", indicator));
        }

        return faults;
    }
}
