namespace ItaApi.Scoring;

/// <summary>A scorecard's scores while they are being changed.</summary>
internal sealed class ScoreDraft
{
    private readonly Score[] scores;

    /// <summary>By index: whether a change assumes the score, so that its items say nothing about it.</summary>
    private readonly bool[] assumed;

    /// <summary>The scores of the items that were sent, and of those that the indicators' scores prove.</summary>
    private readonly Dictionary<string, Score> items;

    /// <summary>
    /// The indicators' exact levels, in hundredths over <see cref="Indicator.ItemDenominator"/>: what the items come to that give the
    /// score, the lowest where several sets do. Where none does, the score itself.
    /// </summary>
    private readonly long[] levels;

    public ScoreDraft(Scorecard scorecard)
    {
        Framework = scorecard.Framework;
        scores = scorecard.Scores.ToArray();
        assumed = new bool[scores.Length];
        items = scorecard.Items.ToDictionary(item => item.Code, item => item.Score, StringComparer.Ordinal);
        levels = new long[scores.Length];
        foreach (var indicator in Framework.Indicators)
            ReadItems(indicator);
    }

    private ScoreDraft(ScoreDraft other)
    {
        Framework = other.Framework;
        scores = [.. other.scores];
        assumed = [.. other.assumed];
        items = new Dictionary<string, Score>(other.items, StringComparer.Ordinal);
        levels = [.. other.levels];
    }

    public Framework Framework { get; }

    public ReadOnlySpan<Score> Scores => scores;

    public Score Total => Scorer.Total(Framework, scores);

    public ScoreDraft Copy() => new(this);

    /// <summary>The score of an item that was sent or is proven; null if it is not known.</summary>
    public Score? FindItem(string code) => items.TryGetValue(code, out var score) ? score : null;

    /// <summary>The exact level of an indicator of items, in hundredths over <see cref="Indicator.ItemDenominator"/>.</summary>
    public long LevelOf(Indicator indicator) => levels[indicator.Index];

    public bool IsAssumed(Indicator indicator) => assumed[indicator.Index];

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

    /// <summary>Gives a known item another score, which moves its indicator by the item's share.</summary>
    public void SetItem(string code, Score score)
    {
        var indicator = Framework.FindIndicatorOfItem(code)!;
        var gained = Framework.FindGroupOfItem(code)!.ItemNumerator * (score.Hundredths - items[code].Hundredths);
        SetLevel(indicator, levels[indicator.Index] + gained);
        items[code] = score;
    }

    /// <summary>Takes the exact level of an indicator's items to be another, without a change of its score as yet.</summary>
    public void TakeLevel(Indicator indicator, long level) => levels[indicator.Index] = level;

    /// <summary>Raises an indicator, on top of what its known items give.</summary>
    public void Raise(Indicator indicator, Raise raise)
    {
        if (raise.Level is { } level)
            SetLevel(indicator, levels[indicator.Index] + level);
        else
            scores[indicator.Index] = new Score(scores[indicator.Index].Hundredths + raise.Hundredths);
    }

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

    private void ReadItems(Indicator indicator)
    {
        levels[indicator.Index] = scores[indicator.Index].Hundredths * indicator.ItemDenominator;
        if (indicator.Groups is null || Framework.ItemsAreProvisional)
            return;

        var sets = new ItemSets(indicator, FindItem);
        if (!sets.TryCome(scores[indicator.Index]))
            return;

        levels[indicator.Index] = sets.LowestLevel();
        var (zero, full) = sets.Proven();
        foreach (var item in zero)
            items.Add(item, Score.Zero);
        foreach (var item in full)
            items.Add(item, Score.Full);
    }

    private void SetLevel(Indicator indicator, long level)
    {
        // A given score may contradict its items: it cannot leave the scale for that, nor fall where an item is gained.
        var before = scores[indicator.Index];
        var after = new Score((int)Math.Clamp(Rounding.Divide(level, indicator.ItemDenominator), 0, Score.FullHundredths));
        var isContradicted = level > levels[indicator.Index] ? after < before : after > before;
        scores[indicator.Index] = isContradicted ? before : after;
        levels[indicator.Index] = level;
    }
}

/// <summary>What an indicator is raised by.</summary>
/// <param name="Hundredths">Hundredths of a point of its score.</param>
/// <param name="Level">Of an indicator of items, the exact level of the items that are added; null for any other.</param>
internal readonly record struct Raise(int Hundredths, long? Level = null);
