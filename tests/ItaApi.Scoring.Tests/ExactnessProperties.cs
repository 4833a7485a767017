using FsCheck.Fluent;
using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

/// <summary>The scorer against arithmetic in exact fractions, written from the rules and not from the code.</summary>
[Trait("Category", "Slow")]
public sealed class ExactnessProperties
{
    private static readonly (int Weight, Range Indicators)[] Rules = [(30, ..5), (30, 5..8), (40, 8..10)];

    [Fact]
    public void Totals_instruments_and_grades_are_exact() => Law.Holds(100_000, AnySheet.OfTen, sheet =>
    {
        var outcome = Scorer.Score(Years.Of2566, Scorecard.FromIndicators(Years.Of2566, AnySheet.AsScores(sheet)));
        var instruments = Rules.Select(rule => Mean(sheet[rule.Indicators]).Rounded()).ToArray();
        var total = Rules.Zip(instruments, (rule, score) => new Rational(rule.Weight, 100) * score)
            .Aggregate((left, right) => left + right).Rounded();

        return outcome.Instruments.Select(instrument => instrument.Score.Hundredths)
            .SequenceEqual(instruments.Select(score => score.InHundredths()))
            && outcome.Total.Hundredths == total.InHundredths()
            && outcome.Total == Scorer.Total(Years.Of2566, AnySheet.AsScores(sheet))
            && outcome.Grade.Code == Level(total, instruments.Min());
    });

    [Fact]
    public void Standings_are_what_sorting_says() => Law.Holds(10_000, AnySheet.OfTen, sheet =>
    {
        var outcome = Scorer.Score(Years.Of2565, Scorecard.FromIndicators(Years.Of2565, AnySheet.AsScores(sheet)));
        var numbered = sheet.Select((score, index) => (Number: index + 1, Score: score)).ToArray();

        var strong = numbered.Where(i => i.Score >= 8500).OrderByDescending(i => i.Score);
        var weak = numbered.Where(i => i.Score < 8500).OrderBy(i => i.Score);

        return outcome.Strengths.Select(i => i.Indicator.Number).SequenceEqual(strong.Select(i => i.Number))
            && outcome.Weaknesses.Select(i => i.Indicator.Number).SequenceEqual(weak.Select(i => i.Number))
            && outcome.Indicators.All(i => i.Rank == 1 + sheet.Count(other => other > i.Score.Hundredths))
            && outcome.Highest.SequenceEqual(numbered.Where(i => i.Score == sheet.Max()).Select(i => i.Number))
            && outcome.Lowest.SequenceEqual(numbered.Where(i => i.Score == sheet.Min()).Select(i => i.Number))
            && outcome.Instruments.Sum(i => i.Contribution) is var sum && Rounding.ToDecimals(sum, 2) == outcome.Total.ToDecimal();
    });

    [Fact]
    public void Items_give_their_indicator_exactly()
    {
        var scores = Gen.Frequency((4, Gen.Elements(0, 10000)), (1, Gen.Choose(0, 10000))).ArrayOf(43);
        var rest = Documents.MaeNgoen.Input.Indicators.Take(8).ToArray();

        Law.Holds(3_000, scores, items =>
        {
            var sheet = new ScoreInput
            {
                Indicators = rest,
                Items = [.. items.Select((score, i) => new ItemScore($"O{i + 1}", Score.FromHundredths(score)))],
            };
            var nine = Mean(items[..9], items[9..17], items[17..24], items[24..28], items[28..33]);

            return Scorecard.TryCreate(Years.Of2565, sheet, out var scorecard, out _)
                && scorecard.Calculated(9)!.Value.Hundredths == nine.Rounded().InHundredths()
                && scorecard.Calculated(10)!.Value.Hundredths == Mean(items[33..41], items[41..43]).Rounded().InHundredths();
        });
    }

    private static Rational Mean(params int[][] groups) =>
        Rational.Mean([.. groups.Select(scores => Rational.Mean([.. scores.Select(score => new Rational(score, 100))]))]);

    private static string Level(Rational total, Rational lowest) =>
        AtLeast(total, 95) && AtLeast(lowest, 95) ? "EXCELLENT"
        : AtLeast(total, 85) && AtLeast(lowest, 85) ? "GOOD"
        : AtLeast(total, 85) ? "PASSED"
        : AtLeast(total, 70) ? "IMPROVE"
        : "URGENT";

    private static bool AtLeast(Rational value, int bound) => value >= bound;
}
