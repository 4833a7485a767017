using ItaApi.Agencies;
using ItaApi.Dashboards.Figures;
using ItaApi.Frameworks;
using ItaApi.Scoring;

namespace ItaApi.Dashboards.Trends;

/// <summary>Years in order, each with its changes from the year before.</summary>
internal static class TrendPoints
{
    public static async ValueTask<IReadOnlyList<TrendPoint>> PointsAsync(
        IReadOnlyList<AgencyYearScores> years, FrameworkCatalogue frameworks, CancellationToken ct)
    {
        List<TrendPoint> points = [];
        YearFramework? before = null;
        foreach (var year in years)
        {
            var framework = await frameworks.GetAsync(year.FiscalYear!.Value, year.FrameworkRevision, ct);
            var previous = points.Count > 0 && points[^1].FiscalYear == year.FiscalYear - 1 ? points[^1] : null;
            points.Add(new TrendPoint
            {
                FiscalYear = year.FiscalYear.Value,
                Total = year.Total,
                Grade = year.Grade,
                Change = year.Total - previous?.Total,
                FrameworkChanged = before is not null && !AreAlike(before.Document, framework.Document),
                Indicators = [.. (year.Scores ?? []).Select((score, index) => new TrendIndicator
                {
                    Number = index + 1,
                    Score = score,
                    Change = score - previous?.Indicators.ElementAtOrDefault(index)?.Score,
                })],
            });
            before = framework;
        }

        return points;
    }

    public static async ValueTask<IReadOnlyList<ProvinceTrendPoint>> PointsAsync(
        ProvinceYearSet set, IReadOnlyList<YearFramework> rules, AgencyKind? kind, FrameworkCatalogue frameworks, CancellationToken ct)
    {
        List<ProvinceTrendPoint> points = [];
        YearFramework? before = null;
        IReadOnlyDictionary<string, Score> totalsBefore = new Dictionary<string, Score>();
        foreach (var framework in rules)
        {
            var parts = set.Parts.Where(part => part.FiscalYear == framework.Rules.FiscalYear).ToList();
            var figures = await YearFigures.OfAsync(framework, parts, kind, district: null, frameworks, ct);
            if (figures.Reported == 0)
                continue;

            var previous = points.Count > 0 && points[^1].FiscalYear == figures.FiscalYear - 1 ? points[^1] : null;
            var mean = figures.Total.Mean!.Value.ToDecimal();
            var totals = TotalsOf(parts, kind);
            points.Add(new ProvinceTrendPoint
            {
                FiscalYear = figures.FiscalYear,
                Reported = figures.Reported,
                Coverage = figures.Coverage,
                Mean = mean,
                Median = figures.Total.Median!.Value.ToDecimal(),
                Change = mean - previous?.Mean,
                Matched = previous is null ? null : Match(totalsBefore, totals),
                Passed = figures.PassedFigures,
                FrameworkChanged = before is not null && !AreAlike(before.Document, framework.Document),
                Indicators = [.. figures.Indicators.Select((scores, index) => new ProvinceTrendIndicator
                {
                    Number = index + 1,
                    N = scores.Count,
                    Mean = scores.Mean?.ToDecimal(),
                    Change = scores.Mean?.ToDecimal() - previous?.Indicators.ElementAtOrDefault(index)?.Mean,
                })],
            });
            (before, totalsBefore) = (framework, totals);
        }

        return points;
    }

    private static Dictionary<string, Score> TotalsOf(IEnumerable<ProvinceYear> parts, AgencyKind? kind) => parts
        .SelectMany(part => part.Agencies)
        .Where(agency => agency.Result is not null && (kind is null || agency.Kind == kind))
        .ToDictionary(agency => agency.Code, agency => agency.Result!.Total, StringComparer.Ordinal);

    /// <summary>The change over the agencies of both years; null without any.</summary>
    private static MatchedChange? Match(IReadOnlyDictionary<string, Score> before, IReadOnlyDictionary<string, Score> after)
    {
        var changes = after
            .Where(total => before.ContainsKey(total.Key))
            .Select(total => (long)total.Value.Hundredths - before[total.Key].Hundredths)
            .ToList();
        return changes.Count == 0
            ? null
            : new MatchedChange { N = changes.Count, Change = Rounding.Divide(changes.Sum(), changes.Count) / 100m };
    }

    /// <summary>Whether two years calculate totals and grades from scores in the same way; the names of items do not matter.</summary>
    private static bool AreAlike(FrameworkDocument one, FrameworkDocument other) =>
        one.Instruments.Select(instrument => (instrument.Code, instrument.Weight))
            .SequenceEqual(other.Instruments.Select(instrument => (instrument.Code, instrument.Weight)))
        && one.Indicators.Select(indicator => (indicator.Number, indicator.Instrument))
            .SequenceEqual(other.Indicators.Select(indicator => (indicator.Number, indicator.Instrument)))
        && one.GradeRules.Select(rule => (rule.Code, rule.MinTotal, rule.MinEachInstrument))
            .SequenceEqual(other.GradeRules.Select(rule => (rule.Code, rule.MinTotal, rule.MinEachInstrument)));
}
