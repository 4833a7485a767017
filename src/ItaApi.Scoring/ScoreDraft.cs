namespace ItaApi.Scoring;

/// <summary>A scorecard's scores while they are being changed.</summary>
internal sealed class ScoreDraft
{
    private readonly Scorecard _scorecard;
    private readonly Score[] _scores;
    private readonly bool[] _assumed;
    private readonly Dictionary<string, Score> _items;

    /// <summary>The indicators' exact levels, in hundredths over <see cref="Indicator.ItemDenominator"/>; moved by items only.</summary>
    private readonly long[] _levels;

    public ScoreDraft(Scorecard scorecard)
    {
        _scorecard = scorecard;
        _scores = scorecard.Scores.ToArray();
        _assumed = new bool[_scores.Length];
        _items = scorecard.Items.ToDictionary(item => item.Code, item => item.Score, StringComparer.Ordinal);
        _levels = [.. Framework.Indicators.Select(LevelOf)];
    }

    private ScoreDraft(ScoreDraft other)
    {
        _scorecard = other._scorecard;
        _scores = [.. other._scores];
        _assumed = [.. other._assumed];
        _items = new Dictionary<string, Score>(other._items, StringComparer.Ordinal);
        _levels = [.. other._levels];
    }

    public Framework Framework => _scorecard.Framework;

    public ReadOnlySpan<Score> Scores => _scores;

    public Score Total => Scorer.Total(Framework, _scores);

    /// <summary>Whether an item's share of its indicator is certain: the item groups are, or all of the indicator's items are known.</summary>
    public static bool KnowsWorth(Scorecard scorecard, Indicator indicator) =>
        !scorecard.Framework.ItemsAreProvisional || scorecard.Calculated(indicator.Number) is not null;

    public ScoreDraft Copy() => new(this);

    public void Apply(AssumedScore change)
    {
        switch (change)
        {
            case AssumedScore.OfIndicator(var number, var score):
                _scores[number - 1] = score;
                _assumed[number - 1] = true;
                break;

            case AssumedScore.OfItem(var code, var score):
                SetItem(code, score);
                break;
        }
    }

    public void SetItem(string code, Score score)
    {
        var indicator = Framework.FindIndicatorOfItem(code)!;
        _levels[indicator.Index] += Framework.FindGroupOfItem(code)!.ItemNumerator * (score.Hundredths - _items[code].Hundredths);
        _items[code] = score;

        // A given score may contradict its items (100 with an item at zero): it cannot leave the scale for that.
        var hundredths = Rounding.Divide(_levels[indicator.Index], indicator.ItemDenominator);
        _scores[indicator.Index] = new Score((int)Math.Clamp(hundredths, 0, Score.FullHundredths));
    }

    /// <summary>Raises an indicator on top of what its items give.</summary>
    public void Raise(Indicator indicator, int hundredths) =>
        _scores[indicator.Index] = new Score(_scores[indicator.Index].Hundredths + hundredths);

    /// <summary>Whether the scores meet a grade's rule.</summary>
    public bool Meets(GradeRule rule)
    {
        var lowest = Score.Full;
        foreach (var instrument in Framework.Instruments)
        {
            var score = Scorer.InstrumentScore(instrument, _scores);
            lowest = score < lowest ? score : lowest;
        }

        return rule.Matches(Total, lowest);
    }

    /// <summary>The items known to be at zero whose worth is certain, in the framework's order, without those of the indicators named.</summary>
    public List<string> ZeroItems(IReadOnlySet<int> except) =>
    [
        .. from indicator in Framework.Indicators
           where indicator.Groups is not null && !except.Contains(indicator.Number) && !_assumed[indicator.Index] && KnowsWorth(_scorecard, indicator)
           from itemGroup in indicator.Groups!.Value
           from item in itemGroup.Items
           where _items.TryGetValue(item, out var score) && score == Score.Zero
           select item,
    ];

    /// <summary>The exact level where all items are known and give the score that counts, else that score.</summary>
    private long LevelOf(Indicator indicator)
    {
        var score = _scorecard.Scores[indicator.Index];
        return indicator.Groups is { } groups && _scorecard.Calculated(indicator.Number) == score
            ? groups.Sum(itemGroup => itemGroup.Items.Sum(item => itemGroup.ItemNumerator * _items[item].Hundredths))
            : score.Hundredths * indicator.ItemDenominator;
    }
}
