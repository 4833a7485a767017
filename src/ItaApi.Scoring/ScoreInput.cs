namespace ItaApi.Scoring;

/// <summary>The scores of an agency before they are checked by <see cref="Scorecard.TryCreate"/>.</summary>
public sealed record ScoreInput
{
    public IReadOnlyList<IndicatorScore> Indicators { get; init; } = [];

    public IReadOnlyList<QuestionScore> Questions { get; init; } = [];

    public IReadOnlyList<ItemScore> Items { get; init; } = [];
}

/// <summary>The score of an indicator; null if it is to be calculated from its questions or items.</summary>
public readonly record struct IndicatorScore(int Number, Score? Score);

/// <summary>The mean answer to a survey question of an indicator of IIT or EIT.</summary>
/// <param name="Indicator">The number of the question's indicator.</param>
public readonly record struct QuestionScore(string Code, int Indicator, Score Score);

/// <summary>A checked item of an indicator of OIT: 0 if it is not published as required, 100 if it is.</summary>
public readonly record struct ItemScore(string Code, Score Score);
