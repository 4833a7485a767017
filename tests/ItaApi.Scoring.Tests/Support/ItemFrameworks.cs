namespace ItaApi.Scoring.Tests.Support;

/// <summary>Random frameworks whose first indicators are made of few enough items that every set of them can be tried.</summary>
internal static class ItemFrameworks
{
    private static readonly decimal[][] Weights = [[1m], [0.3m, 0.7m], [0.5m, 0.5m], [0.45m, 0.55m]];

    private static readonly int[][] Sizes = [[2, 1], [3], [3, 2], [4, 1], [2, 2, 2], [1, 3, 2]];

    /// <summary>
    /// Three indicators: the first of items, the second perhaps, the third of a survey. Two grades, the better one's rule at random.
    /// </summary>
    public static Framework From(Random random)
    {
        var weights = Weights[random.Next(Weights.Length)];
        var goal = random.Next(6_000, 10_001) / 100m;
        return Framework.Create(new FrameworkDefinition
        {
            FiscalYear = 2565,
            Instruments = [.. weights.Select((weight, i) => new InstrumentDefinition($"T{i}", weight))],
            Indicators =
            [
                .. from number in Enumerable.Range(1, 3)
                   let instrument = number <= weights.Length ? number - 1 : random.Next(weights.Length)
                   let isOfItems = number == 1 || (number == 2 && random.Next(2) == 0)
                   select new IndicatorDefinition(
                       number, $"T{instrument}", Groups: isOfItems ? Groups(number, Sizes[random.Next(Sizes.Length)]) : null),
            ],
            GradeRules = [new("GOAL", goal, random.Next(3) == 0 ? goal - 1 : null), new("LOW", 0)],
            StrengthThreshold = 85,
            TargetMinTotal = 85,
        });
    }

    /// <summary>Some of an indicator's items, as somebody sent them.</summary>
    public static Dictionary<string, Score> AnyKnown(Indicator indicator, Random random) =>
        indicator.Groups!.Value.SelectMany(itemGroup => itemGroup.Items)
            .Where(_ => random.Next(4) == 0)
            .ToDictionary(item => item, _ => random.Next(2) == 0 ? Score.Zero : Score.Full);

    /// <summary>A score that the items can give, those known as they are.</summary>
    public static int AnyReachable(Indicator indicator, Dictionary<string, Score> known, Random random) => (int)Rounding.Divide(
        indicator.Groups!.Value.Sum(itemGroup => itemGroup.ItemNumerator * itemGroup.Items.Sum(item =>
            known.TryGetValue(item, out var score) ? score.Hundredths : random.Next(2) * 10_000)),
        indicator.ItemDenominator);

    public static Scorecard Card(Framework framework, int[] scores, IReadOnlyDictionary<string, Score> known)
    {
        var input = new ScoreInput
        {
            Indicators = [.. scores.Select((score, i) => new IndicatorScore(i + 1, Score.FromHundredths(score)))],
            Items = [.. known.Select(item => new ItemScore(item.Key, item.Value))],
        };
        return Scorecard.TryCreate(framework, input, out var scorecard, out _)
            ? scorecard
            : throw new InvalidOperationException("The scores are complete.");
    }

    /// <summary>Groups of so many items.</summary>
    public static ItemGroupDefinition[] Groups(int indicator, int[] sizes) =>
    [
        .. sizes.Select((size, g) =>
            new ItemGroupDefinition($"{indicator}.{g}", [.. Enumerable.Range(1, size).Select(i => $"O{indicator}-{g}-{i}")])),
    ];
}
