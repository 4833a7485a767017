namespace ItaApi.Scoring;

/// <summary>A scorecard's scores while they are being changed.</summary>
internal sealed class ScoreDraft
{
    private readonly Scorecard scorecard;
    private readonly Score[] scores;
    private readonly bool[] assumed;
    private readonly Dictionary<string, Score> items;

    /// <summary>The indicators' exact levels, in hundredths over <see cref="Indicator.ItemDenominator"/>; moved by items only.</summary>
    private readonly long[] levels;

    public ScoreDraft(Scorecard scorecard)
    {
        this.scorecard = scorecard;
        scores = scorecard.Scores.ToArray();
        assumed = new bool[scores.Length];
        items = scorecard.Items.ToDictionary(item => item.Code, item => item.Score, StringComparer.Ordinal);
        levels = [.. Framework.Indicators.Select(LevelOf)];
    }

    private ScoreDraft(ScoreDraft other)
    {
        scorecard = other.scorecard;
        scores = [.. other.scores];
        assumed = [.. other.assumed];
        items = new Dictionary<string, Score>(other.items, StringComparer.Ordinal);
        levels = [.. other.levels];
    }

    public Framework Framework => scorecard.Framework;

    public ReadOnlySpan<Score> Scores => scores;

    public Score Total => Scorer.Total(Framework, scores);

    public ScoreDraft Copy() => new(this);

    public void Apply(AssumedScore change)
    {
        switch (change)
        {
            case AssumedScore.OfIndicator(var number, var score):
                scores[number - 1] = score;
                assumed[number - 1] = true;
                break;

            case AssumedScore.OfItem(var code, var score):
                SetItem(code, score);
                break;
        }
    }

    public void SetItem(string code, Score score)
    {
        var indicator = Framework.FindIndicatorOfItem(code)!;
        levels[indicator.Index] += Framework.FindGroupOfItem(code)!.ItemNumerator * (score.Hundredths - items[code].Hundredths);
        items[code] = score;

        // A given score may contradict its items (100 with an item at zero): it cannot leave the scale for that.
        var hundredths = Rounding.Divide(levels[indicator.Index], indicator.ItemDenominator);
        scores[indicator.Index] = new Score((int)Math.Clamp(hundredths, 0, Score.FullHundredths));
    }

    /// <summary>Raises an indicator on top of what its items give.</summary>
    public void Raise(Indicator indicator, int hundredths) =>
        scores[indicator.Index] = new Score(scores[indicator.Index].Hundredths + hundredths);

    /// <summary>Whether the scores meet a grade's rule.</summary>
    public bool Meets(GradeRule rule)
    {
        var lowest = Score.Full;
        foreach (var instrument in Framework.Instruments)
        {
            var score = Scorer.InstrumentScore(instrument, scores);
            lowest = score < lowest ? score : lowest;
        }

        return rule.Matches(Total, lowest);
    }

    /// <summary>
    /// The items known to be at zero whose worth is certain, in the framework's order, without those of the indicators named.
    /// </summary>
    public List<string> ZeroItems(IReadOnlySet<int> except) =>
    [
        .. from indicator in Framework.Indicators
           where indicator.Groups is not null
               && !except.Contains(indicator.Number)
               && !assumed[indicator.Index]
               && !Framework.ItemsAreProvisional
           from itemGroup in indicator.Groups!.Value
           from item in itemGroup.Items
           where items.TryGetValue(item, out var score) && score == Score.Zero
           select item,
    ];

    /// <summary>The exact level where all items are known and give the score that counts, else that score.</summary>
    private long LevelOf(Indicator indicator)
    {
        var score = scorecard.Scores[indicator.Index];
        return indicator.Groups is { } groups && scorecard.Calculated(indicator.Number) == score
            ? groups.Sum(itemGroup => itemGroup.Items.Sum(item => itemGroup.ItemNumerator * items[item].Hundredths))
            : score.Hundredths * indicator.ItemDenominator;
    }
}
