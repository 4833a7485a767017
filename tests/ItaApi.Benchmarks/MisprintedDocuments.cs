using ItaApi.Scoring;

namespace ItaApi.Benchmarks;

/// <summary>Documents of ten indicators with all their figures, and up to three random slips in them.</summary>
internal static class MisprintedDocuments
{
    private const int MostSlips = 3;

    /// <summary>The same seed makes the same document.</summary>
    /// <param name="withSecondPrinting">Whether each score is printed twice, which leaves the search less to try.</param>
    public static MisprintedDocument Make(Framework framework, int seed, bool withSecondPrinting)
    {
        var random = new Random(seed);
        decimal[] scores = [.. framework.Indicators.Select(indicator => ScoreOf(indicator, random) / 100m)];
        var outcome = Scorer.Score(framework, Scorecard.FromIndicators(framework, [.. scores.Select(Score.From)]));
        decimal[] instruments = [.. outcome.Instruments.Select(instrument => instrument.Score.ToDecimal())];
        ReportedIndicator[] printings = withSecondPrinting ? [.. scores.Select((score, i) => new ReportedIndicator(i + 1, score))] : [];
        var (total, strengths, weaknesses) = (outcome.Total.ToDecimal(), outcome.Strengths.Length, outcome.Weaknesses.Length);
        var (highest, lowest) = (Named(outcome.Highest[0]), Named(outcome.Lowest[0]));
        ReportedLowest[] inInstrument =
        [
            .. from one in outcome.Instruments
               let number = one.LowestIndicators[0]
               select new ReportedLowest(one.Instrument.Code, number, scores[number - 1]),
        ];

        for (var slips = random.Next(1, MostSlips + 1); slips > 0; slips--)
        {
            switch (random.Next(8))
            {
                case 0: total = Slip(total, random); break;
                case 1: Spoil(instruments, random); break;
                case 2: weaknesses = random.Next(framework.Indicators.Length + 1); break;
                case 3: lowest = lowest with { Score = Slip(lowest.Score!.Value, random) }; break;
                case 4: highest = highest with { Score = Slip(highest.Score!.Value, random) }; break;
                default: Spoil(scores, random); break;
            }
        }

        var scorecard = Scorecard.FromIndicators(framework, [.. scores.Select(Score.From)]);
        return new MisprintedDocument(scorecard, Scorer.Score(framework, scorecard), new Reported
        {
            Total = total,
            Grade = outcome.Grade.Code,
            Instruments = [.. framework.Instruments.Select((instrument, i) => new ReportedInstrument(instrument.Code, instruments[i]))],
            Indicators = printings,
            Highest = [highest],
            Lowest = [lowest],
            LowestInInstrument = inInstrument,
            StrengthCount = strengths,
            WeaknessCount = weaknesses,
        });

        ReportedIndicator Named(int number) => new(number, scores[number - 1]);
    }

    private static int ScoreOf(Indicator indicator, Random random)
    {
        if (indicator.Groups is not { } groups)
            return random.Next(3_000, 10_001);

        var sum = groups.Sum(itemGroup => itemGroup.ItemNumerator * random.Next(itemGroup.Items.Length + 1));
        return (int)Rounding.Divide(sum * 10_000, indicator.ItemDenominator);
    }

    private static void Spoil(decimal[] figures, Random random)
    {
        var position = random.Next(figures.Length);
        figures[position] = Slip(figures[position], random);
    }

    /// <summary>One digit of four wrong, as far as it leaves a score.</summary>
    private static decimal Slip(decimal figure, Random random)
    {
        var place = random.Next(4) switch { 0 => 10m, 1 => 1m, 2 => 0.1m, _ => 0.01m };
        var slipped = figure + place * random.Next(-4, 5);
        return slipped is >= 0 and <= 100 ? slipped : figure;
    }
}

/// <summary>A scorecard with what was printed about it.</summary>
internal sealed record MisprintedDocument(Scorecard Scorecard, Outcome Outcome, Reported Reported)
{
    public AuditReport Examine() => Audit.Examine(Scorecard.Framework, Scorecard, Outcome, Reported);
}
