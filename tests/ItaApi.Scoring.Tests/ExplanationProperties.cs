using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

/// <summary>Explanations of documents in random frameworks, held against every misprint there can be.</summary>
public sealed class ExplanationProperties
{
    [Fact]
    public void Every_explanation_makes_all_figures_agree_and_has_nothing_to_spare() => Law.Holds(400, Law.Seeds, seed =>
    {
        var sheet = AnyDocument.From(seed);
        var report = sheet.Examine();
        var sizes = report.Explanations.Select(explanation => MisprintsOf(explanation, sheet).Count).Distinct().ToList();

        return sheet.Agrees == report.Checks.All(check => check.Verdict < Verdict.Mismatch)
            && (!sheet.Agrees || report.Explanations.IsEmpty)
            && report.Unique == (report.Explanations.IsEmpty ? null : report.Explanations.Length == 1 && !report.MoreExplanations)
            && report.Explanations.Select(one => KeyOf(MisprintsOf(one, sheet))).Distinct().Count() == report.Explanations.Length
            && sizes.Count <= 1
            && sizes.All(size => size <= Audit.MostCorrections)
            && report.Explanations.All(explanation =>
            {
                var misprints = MisprintsOf(explanation, sheet);
                return Mended(sheet, misprints).Agrees
                    && misprints.Select((_, left) => misprints.Where((_, i) => i != left)).All(fewer => !Mended(sheet, fewer).Agrees);
            });
    });

    [Fact]
    public void A_single_misprint_is_found_exactly_where_trying_all_finds_it() => Law.Holds(150, Law.Seeds, seed =>
    {
        var sheet = AnyDocument.From(seed);
        var report = sheet.Examine();
        if (sheet.Agrees || report.Explanations.Any(IsWeighted))
            return true;

        var expected = Likeliest(sheet, [.. sheet.Misprints().Where(one => one.Mend(sheet).Agrees).Select(one => (Misprint[])[one])]);
        string[] found = [.. report.Explanations.Where(one => one.Corrections.Length == 1).Select(one => KeyOf(MisprintsOf(one, sheet)))];
        return report.MoreExplanations ? found.All(expected.Contains) : expected.SetEquals(found);
    });

    [Fact]
    [Trait("Category", "Slow")]
    public void Two_misprints_are_found_exactly_where_one_does_not_do_and_trying_all_pairs_finds_them() => Law.Holds(60, Law.Seeds, seed =>
    {
        var sheet = AnyDocument.From(seed);
        var report = sheet.Examine();
        var misprints = sheet.Misprints();
        if (misprints.Count > 400 || sheet.Agrees || report.Explanations.Any(one => one.Corrections.Length == 1 || IsWeighted(one)))
            return true;

        List<Misprint[]> pairs = [];
        for (var i = 0; i < misprints.Count; i++)
        {
            var mended = misprints[i].Mend(sheet);
            pairs.AddRange(misprints.Skip(i + 1)
                .Where(other => !misprints[i].Overlaps(other) && other.Mend(mended).Agrees)
                .Select(other => (Misprint[])[misprints[i], other]));
        }

        var expected = Likeliest(sheet, pairs);
        string[] found = [.. report.Explanations.Where(one => one.Corrections.Length == 2).Select(one => KeyOf(MisprintsOf(one, sheet)))];
        return report.MoreExplanations ? found.All(expected.Contains) : expected.SetEquals(found);
    });

    /// <summary>
    /// Of the sets that correct the same scores to the same and the same reported figures, those that leave the fewest to rounding.
    /// </summary>
    private static HashSet<string> Likeliest(PrintedSheet sheet, IReadOnlyList<Misprint[]> sets) =>
    [
        .. from choice in sets.GroupBy(set => string.Join(", ", set.Select(one => one.Choice).Order(StringComparer.Ordinal)))
           let rated = choice.Select(set => (Set: set, Mended(sheet, set).Roundings)).ToList()
           let fewest = rated.Min(one => one.Roundings)
           from likely in rated
           where likely.Roundings == fewest
           select KeyOf(likely.Set),
    ];

    private static PrintedSheet Mended(PrintedSheet sheet, IEnumerable<Misprint> misprints) =>
        misprints.Aggregate(sheet, (mended, misprint) => misprint.Mend(mended));

    private static string KeyOf(IEnumerable<Misprint> misprints) =>
        string.Join(", ", misprints.Select(misprint => misprint.Key).Order(StringComparer.Ordinal));

    private static bool IsWeighted(Explanation explanation) => explanation.Corrections[0].Kind == MisprintKind.Weighted;

    /// <summary>The explanation's corrections as misprints of the sheet; instruments that are printed already weighted are one.</summary>
    private static List<Misprint> MisprintsOf(Explanation explanation, PrintedSheet sheet)
    {
        var fields = sheet.Fields().ToList();
        var weighted = explanation.Corrections.Where(one => one.Kind == MisprintKind.Weighted).ToList();
        List<Misprint> misprints = [.. explanation.Corrections.Except(weighted).Select(one => new Misprint(
            one.ExchangedWith is { } other
                ? [(FieldOf(one, one.Subject, one.Indicator), one.To), (FieldOf(one, $"indicator:{other}", other), one.From)]
                : [(FieldOf(one, one.Subject, one.Indicator), one.To)]))];
        if (weighted.Count > 0)
            misprints.Add(new Misprint([(new PrintedField("weighted", null, true, 0, Reread), 0)]));
        return misprints;

        PrintedField FieldOf(Correction correction, string subject, int? indicator) =>
            fields.Single(one => one.Subject == subject && one.Indicator == indicator && one.InReported == correction.InReported);

        PrintedSheet Reread(PrintedSheet mended, decimal _) => mended with
        {
            Reported = mended.Reported with
            {
                Instruments =
                [
                    .. mended.Reported.Instruments.Select(one => weighted.Exists(other => other.Subject == $"instrument:{one.Code}")
                        ? one with { Score = null, Contribution = one.Contribution ?? one.Score }
                        : one),
                ],
            },
        };
    }
}
