using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

[Trait("Category", "Slow")]
public sealed class AuditProperties
{
    [Fact]
    public void No_consistent_sheet_is_ever_accused() => Law.Holds(2_000, Law.Seeds, seed =>
    {
        var report = ConsistentSheet.From(seed).Examine();
        return report.Checks.All(Agrees) && report.Explanations.IsEmpty && report.Unique is null;
    });

    [Fact]
    public void A_misprint_that_shows_is_among_the_explanations() => Law.Holds(5_000, Law.Seeds, seed =>
    {
        var truth = ConsistentSheet.From(seed);
        if (Plant(truth, new Random(seed)) is not { } planted)
            return true;

        var report = truth.Examine(planted.Scores, planted.Reported);
        return report.Checks.All(Agrees)
            || report.MoreExplanations
            || report.Explanations.Any(explanation =>
                explanation.Corrections is [var misprint] && misprint with { Kind = planted.Answer.Kind } == planted.Answer);
    });

    [Fact]
    public void Every_explanation_makes_all_figures_agree() => Law.Holds(300, Law.Seeds, seed =>
    {
        var truth = ConsistentSheet.From(seed);
        if (Plant(truth, new Random(seed)) is not { } planted)
            return true;

        var report = truth.Examine(planted.Scores, planted.Reported);
        return (report.Unique is null) == report.Explanations.IsEmpty
            && (report.Unique == true) == (report.Explanations.Length == 1)
            && report.Explanations.Select(explanation => explanation.Corrections[0]).Distinct().Count() == report.Explanations.Length
            && report.Explanations.Where(explanation => !explanation.Corrections[0].InReported).Take(20).All(explanation =>
                truth.Examine(Mended(planted.Scores, explanation.Corrections[0]), planted.Reported).Checks.All(Agrees));
    });

    [Fact]
    public void Reachable_scores_are_those_that_trying_every_set_of_items_finds() => Law.Holds(40, Law.Seeds, seed =>
    {
        var random = new Random(seed);
        int[] sizes = [9, 8, 7, 4, 5];
        ItemScore[] known =
        [
            .. Years.Items(1, 32)
                .Where(_ => random.Next(4) == 0)
                .Select(item => item with { Score = random.Next(3) > 0 ? Score.Zero : Score.From(50m) }),
        ];
        var found = new HashSet<int>();
        Try(0, 0);

        return Enumerable.Range(0, 60).Select(_ => random.Next(10001)).All(given =>
        {
            Score[] scores = [.. Enumerable.Repeat(Score.Full, 8), Score.FromHundredths(given), Score.Full];
            var check = new ConsistentSheet(scores, known, new Reported()).Examine().Checks.Single(check => check.Subject == "indicator:9");
            var verdict = found.Contains(given) ? Verdict.Agrees
                : found.Contains(given - 1) || found.Contains(given + 1) ? Verdict.Rounding
                : Verdict.Unreachable;
            var (below, above) = (found.Where(score => score <= given), found.Where(score => score >= given));
            return check.Verdict == verdict
                && check.NearestReachable.SequenceEqual(
                    below.OrderDescending().Take(1).Concat(above.Order().Take(1)).Distinct().Select(score => score / 100m));
        });

        // Group by group: of the items that are not known, any number may be at 100.
        void Try(int group, Rational sum)
        {
            if (group == sizes.Length)
            {
                found.Add((sum / 5).Rounded().InHundredths());
                return;
            }

            var ofGroup = known.Where(item => Years.Groups9[group].Items.Contains(item.Code)).ToArray();
            var fixedSum = ofGroup.Sum(item => item.Score.Hundredths) / 100;
            for (var full = 0; full <= sizes[group] - ofGroup.Length; full++)
                Try(group + 1, sum + new Rational(fixedSum + 100 * full, sizes[group]));
        }
    });

    private static bool Agrees(Check check) => check.Verdict is Verdict.Agrees or Verdict.Rounding;

    private static Score[] Mended(Score[] scores, Correction misprint)
    {
        Score[] mended = [.. scores];
        mended[misprint.Indicator!.Value - 1] = Score.From(misprint.To);
        if (misprint.ExchangedWith is { } other)
            mended[other - 1] = Score.From(misprint.From);
        return mended;
    }

    /// <summary>The sheet or its document with one random misprint, and the explanation that undoes it.</summary>
    private static (Score[] Scores, Reported Reported, Correction Answer)? Plant(ConsistentSheet truth, Random random)
    {
        var reported = truth.Reported;
        Score[] scores = [.. truth.Scores];
        switch (random.Next(5))
        {
            case 0:
                var one = random.Next(9);
                var other = random.Next(one + 1, 10);
                (scores[one], scores[other]) = (scores[other], scores[one]);
                var swapped = Answer($"indicator:{one + 1}", one + 1, scores[one].ToDecimal(), scores[other].ToDecimal());
                return (scores, reported, swapped with { ExchangedWith = other + 1 });

            case 1 when Slip.In(reported.Total!.Value, random) is { } total:
                return (
                    scores, reported with { Total = total }, Answer("total", null, total, reported.Total.Value) with { InReported = true });

            case 2:
                var position = random.Next(reported.Instruments.Count);
                var printed = reported.Instruments[position];
                if (Slip.In(printed.Score!.Value, random) is not { } slipped)
                    return null;

                ReportedInstrument[] instruments = [.. reported.Instruments];
                instruments[position] = printed with { Score = slipped };
                return (scores, reported with { Instruments = instruments },
                    Answer($"instrument:{printed.Code}", null, slipped, printed.Score.Value) with { InReported = true });

            case 3 when reported.Lowest is [{ Score: { } least } lowest, ..] && Slip.In(least, random) is { } named:
                return (scores, reported with { Lowest = [lowest with { Score = named }, .. reported.Lowest.Skip(1)] },
                    Answer("lowest", lowest.Number, named, least) with { InReported = true });

            default:
                var index = random.Next(10);
                if (Slip.In(scores[index].ToDecimal(), random) is not { } score)
                    return null;

                scores[index] = Score.From(score);
                return (scores, reported,
                    Answer($"indicator:{index + 1}", index + 1, scores[index].ToDecimal(), truth.Scores[index].ToDecimal()));
        }
    }

    private static Correction Answer(string subject, int? indicator, decimal from, decimal to) =>
        new(default, subject, indicator, from, to);
}
