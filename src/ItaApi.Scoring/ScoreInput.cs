namespace ItaApi.Scoring;

/// <summary>What somebody says an agency scored, unchecked; <see cref="Scorecard.TryCreate"/> checks it.</summary>
public sealed record ScoreInput
{
    public IReadOnlyList<IndicatorScore> Indicators { get; init; } = [];

    public IReadOnlyList<QuestionScore> Questions { get; init; } = [];

    public IReadOnlyList<ItemScore> Items { get; init; } = [];
}

/// <summary>An indicator's score; null where it is left out, to be calculated from its questions or items.</summary>
public readonly record struct IndicatorScore(int Number, Score? Score);

/// <summary>The mean answer to one survey question of an indicator of IIT or EIT.</summary>
/// <param name="Indicator">The number of the indicator the question belongs to.</param>
public readonly record struct QuestionScore(string Code, int Indicator, Score Score);

/// <summary>A checked item of an indicator of OIT: 0 where it is not published as required, 100 where it is.</summary>
public readonly record struct ItemScore(string Code, Score Score);
