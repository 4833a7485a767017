using System.Globalization;

namespace ItaApi.Scoring.Tests.Support;

/// <summary>A random agency of 2565 whose OIT scores come from items, and what an honest document would print of it.</summary>
internal sealed record ConsistentSheet(Score[] Scores, ItemScore[] Items, Reported Reported)
{
    public static Framework Framework => Years.Of2565;

    /// <summary>The same seed makes the same sheet.</summary>
    public static ConsistentSheet From(int seed)
    {
        var random = new Random(seed);
        ItemScore[] items = [.. Years.Items(1, 43).Select(item => item with { Score = random.Next(4) == 0 ? Score.Zero : Score.Full })];
        var surveyed = Enumerable.Range(1, 8).Select(number => new IndicatorScore(number, Score.FromHundredths(random.Next(3000, 10001))));
        if (!Scorecard.TryCreate(Framework, new ScoreInput { Indicators = [.. surveyed], Items = items }, out var scorecard, out _))
            throw new InvalidOperationException("Eight scores and 43 items are a sheet.");

        // Half of the sheets name some of their items, none of them all of an indicator's.
        ItemScore[] named = random.Next(2) == 0 ? [] : [.. items.Where((_, i) => i is not (0 or 40) && random.Next(3) == 0)];
        return new ConsistentSheet(scorecard.Scores.ToArray(), named, Print(Scorer.Score(Framework, scorecard), random));
    }

    public AuditReport Examine() => Examine(Scores, Reported);

    public AuditReport Examine(Score[] scores, Reported reported)
    {
        var scorecard = Card(scores);
        return Audit.Examine(Framework, scorecard, Scorer.Score(Framework, scorecard), reported);
    }

    private Scorecard Card(Score[] scores)
    {
        var sheet = new ScoreInput { Indicators = [.. scores.Select((score, i) => new IndicatorScore(i + 1, score))], Items = Items };
        return Scorecard.TryCreate(Framework, sheet, out var scorecard, out _)
            ? scorecard
            : throw new InvalidOperationException("Ten scores are a sheet.");
    }

    private static Reported Print(Outcome outcome, Random random) => new()
    {
        Total = Round(outcome.Total, random),
        Grade = random.Next(2) == 0 ? outcome.Grade.Code : null,
        Instruments = [.. outcome.Instruments.Select(one => new ReportedInstrument(one.Instrument.Code, Trim(one.Score, random)))],
        Indicators = random.Next(3) > 0
            ? []
            : [.. outcome.Indicators.Select(one => new ReportedIndicator(one.Indicator.Number, Trim(one.Score, random)))],
        Highest = random.Next(2) == 0 ? [] : Named(outcome.Highest, outcome, random),
        Lowest = random.Next(2) == 0 ? [] : Named(outcome.Lowest, outcome, random),
        StrengthCount = random.Next(2) == 0 ? null : outcome.Strengths.Length,
        WeaknessCount = random.Next(2) == 0 ? null : outcome.Weaknesses.Length,
    };

    private static ReportedIndicator[] Named(IEnumerable<int> numbers, Outcome outcome, Random random) =>
        [.. numbers.Select(number => new ReportedIndicator(number, Trim(outcome.Indicators[number - 1].Score, random)))];

    /// <summary>Printed in full, to one decimal, or to none.</summary>
    private static decimal Round(Score score, Random random) => Rounding.ToDecimals(score.ToDecimal(), random.Next(3));

    /// <summary>Printed in full, or without the zeros at the end.</summary>
    private static decimal Trim(Score score, Random random) =>
        random.Next(2) == 0 ? score.ToDecimal() : decimal.Parse(score.ToString().TrimEnd('0').TrimEnd('.'), CultureInfo.InvariantCulture);
}
