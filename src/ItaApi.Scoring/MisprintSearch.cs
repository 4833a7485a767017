using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>
/// Tries every single misprint in a given indicator score or a reported figure, and keeps those without which all figures agree.
/// </summary>
internal sealed class MisprintSearch(Evidence evidence, Reported reported)
{
    private readonly List<(Explanation Explanation, int Roundings)> explanations = [];
    private readonly Score[] scores = evidence.Scorecard is { } scorecard ? scorecard.Scores.ToArray() : [];

    /// <summary>
    /// The explanations; those that leave the fewest figures to rounding first, then scores before reported figures, by number.
    /// </summary>
    public static ImmutableArray<Explanation> Explain(Evidence evidence, Reported reported)
    {
        var search = new MisprintSearch(evidence, reported);
        if (evidence.Scorecard is { } scorecard)
        {
            search.TryScores(scorecard);
            search.TryExchanges(scorecard);
            search.TryPrintings();
            search.TryExtremes();
            search.TryCounts();
        }

        search.TryTotals();
        return [.. search.explanations.OrderBy(found => found.Roundings).Select(found => found.Explanation)];
    }

    private void TryScores(Scorecard scorecard)
    {
        foreach (var indicator in evidence.Framework.Indicators)
        {
            if (scorecard.Given(indicator.Number) is not { } given)
                continue;

            foreach (var (kind, meant) in Misprints.Of(given.ToDecimal()))
            {
                if (!Score.TryFrom(meant, out var score))
                    continue;

                scores[indicator.Index] = score;
                if (Agree(reported) is { } roundings)
                    explanations.Add((new Explanation(kind, indicator.Subject, indicator.Number, given.ToDecimal(), meant), roundings));
            }

            scores[indicator.Index] = given;
        }
    }

    private void TryExchanges(Scorecard scorecard)
    {
        var framework = evidence.Framework;
        for (var i = 0; i < scores.Length; i++)
        {
            for (var j = i + 1; j < scores.Length; j++)
            {
                if (scores[i] == scores[j] || scorecard.Given(i + 1) is null || scorecard.Given(j + 1) is null)
                    continue;

                (scores[i], scores[j]) = (scores[j], scores[i]);
                if (Agree(reported) is { } roundings)
                {
                    explanations.Add((new Explanation(
                        MisprintKind.Exchange, framework.Indicators[i].Subject, i + 1, scores[j].ToDecimal(), scores[i].ToDecimal())
                    {
                        ExchangedWith = j + 1,
                    }, roundings));
                }

                (scores[i], scores[j]) = (scores[j], scores[i]);
            }
        }
    }

    private void TryPrintings()
    {
        var printings = reported.Indicators;
        TryNamed(printings, "indicator", changed => reported with { Indicators = changed });

        for (var i = 0; i < printings.Count; i++)
        {
            for (var j = i + 1; j < printings.Count; j++)
            {
                if (printings[i].Score is not { } first || printings[j].Score is not { } second || first == second)
                    continue;

                var exchanged = printings.ToArray();
                (exchanged[i], exchanged[j]) = (printings[i] with { Score = second }, printings[j] with { Score = first });
                if (Agree(reported with { Indicators = exchanged }) is { } roundings
                    && evidence.Framework.FindIndicator(printings[i].Number) is { } indicator)
                {
                    explanations.Add((new Explanation(MisprintKind.Exchange, indicator.Subject, indicator.Number, first, second)
                    {
                        ExchangedWith = printings[j].Number,
                        InReported = true,
                    }, roundings));
                }
            }
        }
    }

    private void TryExtremes()
    {
        TryNamed(reported.Highest, "highest", changed => reported with { Highest = changed });
        TryNamed(reported.Lowest, "lowest", changed => reported with { Lowest = changed });
    }

    private void TryCounts()
    {
        TryCount("strengthCount", reported.StrengthCount, count => reported with { StrengthCount = count });
        TryCount("weaknessCount", reported.WeaknessCount, count => reported with { WeaknessCount = count });
    }

    private void TryTotals()
    {
        if (reported.Total is { } total)
            TryFigure("total", null, total, meant => reported with { Total = meant });

        for (var i = 0; i < reported.Instruments.Count; i++)
        {
            var printed = reported.Instruments[i];
            if (evidence.Framework.FindInstrument(printed.Code) is { } instrument)
            {
                TryFigure(instrument.Subject, null, printed.Score, meant =>
                    reported with
                    {
                        Instruments = [.. reported.Instruments.Select(one => one == printed ? one with { Score = meant } : one)],
                    });
            }
        }
    }

    private void TryNamed(IReadOnlyList<ReportedIndicator> named, string subject, Func<ReportedIndicator[], Reported> put)
    {
        for (var i = 0; i < named.Count; i++)
        {
            var position = i;
            if (named[i].Score is { } printed && evidence.Framework.FindIndicator(named[i].Number) is { } indicator)
            {
                TryFigure(subject == "indicator" ? indicator.Subject : subject, indicator.Number, printed, meant =>
                {
                    var changed = named.ToArray();
                    changed[position] = named[position] with { Score = meant };
                    return put(changed);
                });
            }
        }
    }

    private void TryCount(string subject, int? printed, Func<int, Reported> put)
    {
        if (printed is { } count)
            TryFigure(subject, null, count, meant => put((int)meant), meant => meant <= scores.Length && meant == decimal.Truncate(meant));
    }

    /// <summary>
    /// Tries the misprints of one reported figure. Only those that leave the fewest figures to rounding are kept: a figure that
    /// is compared with one calculated score would otherwise be "explained" by that score and both its neighbours.
    /// </summary>
    private void TryFigure(string subject, int? indicator, decimal printed, Func<decimal, Reported> put, Func<decimal, bool>? allows = null)
    {
        var start = explanations.Count;
        foreach (var (kind, meant) in Misprints.Of(printed))
        {
            if ((allows is null ? Score.TryFrom(meant, out _) : allows(meant)) && Agree(put(meant)) is { } roundings)
                explanations.Add((new Explanation(kind, subject, indicator, printed, meant) { InReported = true }, roundings));
        }

        if (explanations.Count > start)
        {
            var fewest = explanations.Skip(start).Min(found => found.Roundings);
            for (var i = explanations.Count - 1; i >= start; i--)
            {
                if (explanations[i].Roundings > fewest)
                    explanations.RemoveAt(i);
            }
        }
    }

    /// <summary>How many figures only agree by rounding; null where some figure does not agree.</summary>
    private int? Agree(Reported figures)
    {
        var comparison = new Comparison(evidence, scores, figures, checks: null);
        return comparison.Run() ? comparison.Roundings : null;
    }
}
