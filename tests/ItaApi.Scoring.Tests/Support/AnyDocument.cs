namespace ItaApi.Scoring.Tests.Support;

/// <summary>Random small frameworks, and documents in them with up to three misprints.</summary>
internal static class AnyDocument
{
    private static readonly decimal[][] Weights =
        [[1m], [0.5m, 0.5m], [0.3m, 0.7m], [0.45m, 0.55m], [0.3m, 0.3m, 0.4m], [0.26m, 0.18m, 0.56m]];

    private static readonly int[][] GroupSizes = [[2, 1], [3, 2], [2, 4, 1]];

    /// <summary>
    /// The same seed makes the same document. Of one with scores the figures are a choice, so that few can be tried by force.
    /// </summary>
    public static PrintedSheet From(int seed)
    {
        var random = new Random(seed);
        var framework = AnyFramework(random);
        var sheet = random.Next(4) == 0 ? OfReportedFigures(framework, random) : OfScores(framework, random);
        for (var slips = random.Next(4); slips > 0; slips--)
        {
            var misprints = sheet.Misprints();
            if (misprints.Count > 0)
                sheet = misprints[random.Next(misprints.Count)].Mend(sheet);
        }

        return sheet;
    }

    private static Framework AnyFramework(Random random)
    {
        var weights = Weights[random.Next(Weights.Length)];
        var count = Math.Max(weights.Length, random.Next(2, 5));
        var letters = random.Next(2) == 0;
        return Framework.Create(Years.Letters with
        {
            Instruments =
            [
                .. weights.Select((weight, i) =>
                    new InstrumentDefinition($"T{i}", weight, i == 0 && random.Next(3) == 0 ? ["T01", "T02"] : null)),
            ],
            Indicators =
            [
                .. from number in Enumerable.Range(1, count)
                   let instrument = number <= weights.Length ? number - 1 : random.Next(weights.Length)
                   select new IndicatorDefinition(number, $"T{instrument}", Groups: random.Next(3) == 0 ? Groups(number, random) : null),
            ],
            GradeRules = letters ? Years.Letters.GradeRules : Years.Levels.GradeRules,
            Provisional = random.Next(5) == 0 ? ["items"] : [],
        });
    }

    private static ItemGroupDefinition[] Groups(int indicator, Random random) =>
        ItemFrameworks.Groups(indicator, GroupSizes[random.Next(GroupSizes.Length)]);

    private static PrintedSheet OfScores(Framework framework, Random random)
    {
        Score[] scores = [.. framework.Indicators.Select(indicator => AnyScore(indicator, random))];
        var input = new ScoreInput { Indicators = [.. scores.Select((score, i) => new IndicatorScore(i + 1, score))] };
        var outcome = Scorer.Score(framework, Scorecard.FromIndicators(framework, scores));
        return new PrintedSheet(framework, input, new Reported
        {
            Total = random.Next(4) == 0 ? null : Rounding.ToDecimals(outcome.Total.ToDecimal(), random.Next(4) == 0 ? 0 : 2),
            Grade = random.Next(3) > 0 ? null : outcome.Grade.Code,
            Instruments =
            [
                .. outcome.Instruments.Where(_ => random.Next(2) == 0).SelectMany(one => Print(one.Instrument, one.Score, random)),
            ],
            Indicators = [.. scores.Select((score, i) => new ReportedIndicator(i + 1, score.ToDecimal())).Where(_ => random.Next(4) == 0)],
            Highest = random.Next(3) > 0 ? [] : [Named(outcome.Highest[0])],
            Lowest = random.Next(3) > 0 ? [] : [Named(outcome.Lowest[0])],
            StrengthCount = random.Next(3) > 0 ? null : outcome.Strengths.Length,
            WeaknessCount = random.Next(3) > 0 ? null : outcome.Weaknesses.Length,
        });

        ReportedIndicator Named(int number) => new(number, scores[number - 1].ToDecimal());
    }

    private static PrintedSheet OfReportedFigures(Framework framework, Random random)
    {
        Score[] scores = [.. framework.Instruments.Select(_ => Score.FromHundredths(random.Next(3000, 10001)))];
        var weighted = framework.Instruments.Sum(instrument => instrument.WeightBasisPoints * scores[instrument.Index].Hundredths);
        var total = Rounding.Mean(weighted, 10_000);
        return new PrintedSheet(framework, null, new Reported
        {
            Total = Score.FromHundredths(total).ToDecimal(),
            Grade = random.Next(2) == 0 ? null : framework.GradeOf(Score.FromHundredths(total), scores.Min()).Code,
            Instruments = [.. framework.Instruments.SelectMany(instrument => Print(instrument, scores[instrument.Index], random))],
        });
    }

    /// <summary>An instrument as it is, already weighted, both, or in its parts.</summary>
    private static IEnumerable<ReportedInstrument> Print(Instrument instrument, Score score, Random random)
    {
        var points = score.ToDecimal();
        var contribution = Rounding.ToDecimals(points * instrument.Weight, 2);
        switch (random.Next(5))
        {
            case 0:
                yield return new ReportedInstrument(instrument.Code) { Contribution = contribution };
                break;

            case 1:
                yield return new ReportedInstrument(instrument.Code, points) { Contribution = contribution };
                break;

            case 2 when instrument.Parts.Length == 2:
                var apart = Math.Min(Math.Min(points, 100 - points), random.Next(500) / 100m);
                yield return new ReportedInstrument(instrument.Parts[0].Code, points - apart);
                yield return new ReportedInstrument(instrument.Parts[1].Code, points + apart);
                if (random.Next(2) == 0)
                    yield return new ReportedInstrument(instrument.Code, points);
                break;

            default:
                yield return new ReportedInstrument(instrument.Code, points);
                break;
        }
    }

    private static Score AnyScore(Indicator indicator, Random random)
    {
        if (indicator.Groups is not { } groups || random.Next(8) == 0)
            return Score.FromHundredths(random.Next(3000, 10001));

        var sum = groups.Sum(itemGroup => itemGroup.ItemNumerator * random.Next(itemGroup.Items.Length + 1));
        return Score.FromHundredths((int)Rounding.Divide(sum * 10_000, indicator.ItemDenominator));
    }
}
